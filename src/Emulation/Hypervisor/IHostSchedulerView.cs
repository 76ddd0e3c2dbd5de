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
    /// <param name="now">The boundary at which the question is asked.</param>
    ReservationAnswer CanReserve(int vcpu, Duration period, Duration slice, VirtualTime now);

    /// <summary>Whether a vCPU could be confined to these pCPUs with all that it has reserved.</summary>
    /// <param name="vcpu">Its index on the host.</param>
    /// <param name="pcpus">The pCPUs; at least one.</param>
    /// <param name="now">The boundary at which the question is asked.</param>
    ReservationAnswer CanPin(int vcpu, IReadOnlyList<int> pcpus, VirtualTime now);

    /// <summary>The parameters of the whole scheduler.</summary>
    SchedulerParameters Parameters { get; }
}
