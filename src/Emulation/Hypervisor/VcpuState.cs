namespace Xenisol.Emulation.Hypervisor;

/// <summary>What every host scheduler keeps of a vCPU.</summary>
internal struct VcpuState
{
    /// <summary>The pCPU it is assigned to: where it runs, waits, or is woken.</summary>
    public int Pcpu;

    /// <summary>The pCPU it last ran on; −1 before its first dispatch.</summary>
    public int LastPcpu;

    /// <summary>It has no work.</summary>
    public bool Blocked;

    /// <summary>It is being moved: not runnable until it was assigned anew.</summary>
    public bool Migrating;

    /// <summary>It was paused by the scheduler (a capped domain that used up its credit).</summary>
    public bool Paused;

    /// <summary>It holds its pCPU.</summary>
    public bool Running;

    /// <summary>When it was switched in or out.</summary>
    public long StateEntryNanoseconds;

    /// <summary>Time on a pCPU, up to the last switch.</summary>
    public long RuntimeNanoseconds;

    /// <summary>How often it was switched onto a pCPU.</summary>
    public long Dispatches;

    /// <summary>How often it was switched off while it could have gone on.</summary>
    public long Preemptions;

    /// <summary>How often it was dispatched on another pCPU than the last time.</summary>
    public long Migrations;

    /// <summary>How often it was unblocked.</summary>
    public long Wakes;

    /// <summary>How often it gave way.</summary>
    public long Yields;

    /// <summary>Whether the scheduler may run it.</summary>
    public readonly bool Runnable => !Blocked && !Migrating && !Paused;
}
