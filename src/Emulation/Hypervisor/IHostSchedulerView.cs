using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>What may be asked of a host scheduler between messages; asking changes nothing.</summary>
public interface IHostSchedulerView
{
    /// <summary>The policy's name, such as <c>credit</c>.</summary>
    string Policy { get; }

    /// <summary>Every vCPU of the host, by index.</summary>
    /// <param name="now">The boundary at which the question is asked.</param>
    IReadOnlyList<VcpuView> VcpusAt(VirtualTime now);

    /// <summary>Whether a vCPU could have this reservation, its own share freed.</summary>
    /// <param name="vcpu">Its index on the host.</param>
    /// <param name="period">The period; positive.</param>
    /// <param name="slice">The slice; positive, at most the period.</param>
    ReservationAnswer CanReserve(int vcpu, Duration period, Duration slice);
}
