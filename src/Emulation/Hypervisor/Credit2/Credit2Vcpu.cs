namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>What credit2 keeps of a vCPU.</summary>
internal struct Credit2Vcpu
{
    /// <summary>Credit left, from −10 ms on.</summary>
    public long Credit;

    /// <summary>Remainder of the last debit, in parts of a credit as large as the weight.</summary>
    public long Residual;

    /// <summary>Since when the present run is to be charged.</summary>
    public long ChargedFrom;

    /// <summary>The run queue that it is assigned to, whether it waits there or not.</summary>
    public int Queue;

    /// <summary>The run queue to which it moves once it is off its pCPU; −1 for none.</summary>
    public int NextQueue;

    /// <summary>The pCPU that was asked to reschedule for it; −1 for none.</summary>
    public int Tickled;

    /// <summary>Gave way and was not decided upon since.</summary>
    public bool Yielding;

    /// <summary>Time that it took out of its domain's budget and did not use yet; below 0 where it ran over.</summary>
    public long Budget;

    /// <summary>How much of the time it was runnable; see <see cref="LoadAverage"/>.</summary>
    public long Load;

    /// <summary>When that was last updated.</summary>
    public long LoadUpdated;
}
