namespace Xenisol.Emulation.Hypervisor.Rtds;

/// <summary>What RTDS keeps of a vCPU: a deferrable server. Times in ns.</summary>
internal struct RtdsVcpu
{
    /// <summary>Length of a period; a change counts from the next replenishment.</summary>
    public long Period;

    /// <summary>Time on a pCPU in each period; a change counts from the next replenishment.</summary>
    public long Budget;

    /// <summary>Goes on at a lower priority level when its budget is used up.</summary>
    public bool ExtraTime;

    /// <summary>When the present period ends.</summary>
    public long Deadline;

    /// <summary>What is left of the present budget; not negative while it waits.</summary>
    public long Remaining;

    /// <summary>How many budgets were used up in the present period; 0 is guaranteed time.</summary>
    public int Level;

    /// <summary>Since when the present run is to be charged.</summary>
    public long ChargedFrom;

    /// <summary>It used up its budget and no replenishment has noticed yet.</summary>
    public bool Depleted;

    /// <summary>Throws what is left away and starts the period that contains <paramref name="now"/>.</summary>
    public void Replenish(long now)
    {
        // Deadlines stay on the vCPU's own grid: whole periods that end after now.
        Deadline += (((now - Deadline) / Period) + 1) * Period;
        Remaining = Budget;
        Level = 0;
        ChargedFrom = now;
    }
}
