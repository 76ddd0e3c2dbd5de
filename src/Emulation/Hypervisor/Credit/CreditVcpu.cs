namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>What the credit scheduler keeps of a vCPU.</summary>
internal struct CreditVcpu
{
    /// <summary>Credit left; negative when it ran beyond its share.</summary>
    public int Credit;

    /// <summary>Remainder of the last debit, in credit-nanoseconds.</summary>
    public long Residual;

    /// <summary>One of <see cref="CreditPriority"/>.</summary>
    public int Priority;

    /// <summary>
    /// Since when it is to be charged; while it does not run, an offset to be added to its next start.
    /// </summary>
    public long ChargedFrom;

    /// <summary>Takes part in the accounting.</summary>
    public bool Active;

    /// <summary>Paused because its domain's cap is used up.</summary>
    public bool Parked;

    /// <summary>Gave way and was not queued past others since.</summary>
    public bool Yielding;

    /// <summary>A pCPU was chosen since its last wake: that wake is a migration and earns no boost.</summary>
    public bool Moved;
}
