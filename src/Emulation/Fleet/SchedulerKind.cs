namespace Xenisol.Emulation.Fleet;

/// <summary>The hypervisor policies that are built.</summary>
public enum SchedulerKind
{
    /// <summary>Xen's credit scheduler as of 4.23.</summary>
    Credit,

    /// <summary>The hybrid EDF-credit scheduler of <i>Get What You Pay For</i>.</summary>
    Hybrid,

    /// <summary>Xen's real-time deferrable servers as of 4.23.</summary>
    Rtds,

    /// <summary>Xen's simple earliest deadline first as of 4.0.</summary>
    Sedf,

    /// <summary>Partitioned EDF: each core schedules its own vCPUs by deadline.</summary>
    Edf,

    /// <summary>Global EDF: one queue for all cores.</summary>
    GlobalEdf,

    /// <summary>Xen's null scheduler: each vCPU has a pCPU of its own, or none.</summary>
    Null,

    /// <summary>Xen's credit2 scheduler as of 4.23.</summary>
    Credit2,

    /// <summary>SEDF that charges domains for what they cause in the driver domain.</summary>
    SedfDc,
}
