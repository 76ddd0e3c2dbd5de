namespace Xenisol.Emulation.Fleet;

/// <summary>RTDS: the order in which replenishments wait for the one timer.</summary>
public enum ReplenishmentOrder
{
    /// <summary>By deadline, so that none is late.</summary>
    Deadline,

    /// <summary>As in Xen 4.10 to 4.23: by priority level, then by deadline. Where vCPUs have extra time, the
    /// replenishment of others can be late without limit.</summary>
    Upstream,
}
