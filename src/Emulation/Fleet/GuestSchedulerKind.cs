namespace Xenisol.Emulation.Fleet;

/// <summary>How a guest kernel shares a vCPU among its tasks.</summary>
public enum GuestSchedulerKind
{
    /// <summary>By virtual runtime: the completely fair scheduler, as of Linux 6.1.</summary>
    Fair = 0,

    /// <summary>By priority arrays and timeslices: the O(1) scheduler, as of Linux 2.6.18.</summary>
    O1 = 1,
}
