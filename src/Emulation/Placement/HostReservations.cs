using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Placement;

/// <summary>
/// What is reserved on a host, core by core. Partitioned: a vCPU's reservation lies on one core. On schedulers without
/// reservations everything fits, since a share becomes a weight there.
/// </summary>
internal sealed class HostReservations
{
    private readonly HostPlan _host;
    private readonly Share _limit;
    private Share[] _reserved;

    public HostReservations(HostPlan host)
    {
        _host = host;

        // Global: one queue, so one sum for all cores.
        var pools = host.Scheduler.Kind == SchedulerKind.GlobalEdf ? 1 : host.Cores;
        _limit = Share.Of((long)host.Scheduler.ReservationLimitPpm * host.Cores / pools, 1_000_000);
        _reserved = new Share[pools];
    }

    public string Name => _host.Name;

    private bool Reserves =>
        _host.Scheduler.Kind is SchedulerKind.Hybrid or SchedulerKind.Edf or SchedulerKind.GlobalEdf
        && !_host.Scheduler.AdmissionOff;

    /// <summary>Reserves for all vCPUs or for none; O(vCPUs × cores).</summary>
    /// <returns>Whether all of them fit.</returns>
    public bool TryReserve(IReadOnlyList<VcpuPlan> vcpus)
    {
        var before = (Share[])_reserved.Clone();
        foreach (var vcpu in vcpus)
        {
            if (Reserves && vcpu.Period > Duration.Zero && !TryReserve(vcpu))
            {
                _reserved = before;
                return false;
            }
        }

        return true;
    }

    /// <summary>What is left, core by core, for people.</summary>
    public string DescribeLeft() =>
        $"{Name} ({string.Join(", ", _reserved.Select(reserved => (_limit - reserved).ToString()))} of its cores)";

    private bool TryReserve(VcpuPlan vcpu)
    {
        var share = Share.Of(vcpu.Slice.Nanoseconds, vcpu.Period.Nanoseconds);
        for (var core = 0; core < _reserved.Length; core++)
        {
            if (_reserved.Length > 1 && vcpu.Affinity.Count > 0 && !vcpu.Affinity.Contains(core))
            {
                continue;
            }

            var sum = _reserved[core] + share;
            if (sum.IsAtMost(_limit))
            {
                _reserved[core] = sum;
                return true;
            }
        }

        return false;
    }
}
