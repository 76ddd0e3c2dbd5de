namespace Xenisol.Emulation.Fleet;

/// <summary>Who binds the driver domain's event channels to its vCPUs.</summary>
public enum InterruptBalancerKind
{
    /// <summary>Nobody: all are bound to vCPU 0, as Xen and Linux leave them.</summary>
    Fixed,

    /// <summary>The card's channel to vCPU 0, the interfaces' to the next ones in turn.</summary>
    RoundRobin,

    /// <summary>By the work that the promised bandwidths make, so that the busiest vCPU has as little as it may.
    /// </summary>
    BandwidthAware,
}
