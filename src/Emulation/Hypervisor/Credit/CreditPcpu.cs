namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>What the credit scheduler keeps of a pCPU.</summary>
internal struct CreditPcpu
{
    /// <summary>vCPUs that run or wait here.</summary>
    public int Runnable;

    /// <summary>The sort epoch of its queue.</summary>
    public long SortEpoch;

    /// <summary>When it last tried to steal.</summary>
    public long LastBalanceNanoseconds;

    /// <summary>The idle pCPU that a wake handled here asked last.</summary>
    public int LastTickled;

    /// <summary>Where the choice among equally idle neighbours goes on.</summary>
    public int IdleBias;
}
