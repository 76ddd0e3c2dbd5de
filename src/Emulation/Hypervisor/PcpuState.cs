namespace Xenisol.Emulation.Hypervisor;

/// <summary>What every host scheduler keeps of a pCPU.</summary>
internal struct PcpuState
{
    /// <summary>The vCPU that holds it, or −1 when it idles.</summary>
    public int Current;

    /// <summary>When the current vCPU was switched in.</summary>
    public long SwitchedInNanoseconds;

    /// <summary>How often another vCPU was switched in.</summary>
    public long Switches;

    /// <summary>Overheads (decisions, switches, refills, interrupts) that it was burdened with so far, in ns.</summary>
    public long OverheadNanoseconds;

    /// <summary>When its latest decision will have given the lock of a shared queue back.</summary>
    public long LockUntilNanoseconds;

    /// <summary>When it will be through with them.</summary>
    public long OverheadUntilNanoseconds;
}
