namespace Xenisol.Emulation.Hypervisor.Sedf;

/// <summary>What SEDF keeps of a vCPU. Times in ns.</summary>
internal struct SedfVcpu
{
    /// <summary>Length of a period.</summary>
    public long Period;

    /// <summary>Time on its pCPU in each period; 0 is best effort.</summary>
    public long Slice;

    /// <summary>Takes part in extra time.</summary>
    public bool ExtraTime;

    /// <summary>Share of extra time in proportion; 0 takes slice / period for it.</summary>
    public int ExtraWeight;

    /// <summary>It is not in any queue and waits for a wake.</summary>
    public bool Asleep;

    /// <summary>Which kind of time it now runs in.</summary>
    public SedfTime Time;

    /// <summary>When the present period ends; 0 before the first wake.</summary>
    public long Deadline;

    /// <summary>Time used of the present slice.</summary>
    public long Used;

    /// <summary>When it was switched in, or continued.</summary>
    public long StartedAt;

    /// <summary>When it last blocked; 0 before.</summary>
    public long BlockedAt;

    /// <summary>Wants compensation for a slice that a short block lost.</summary>
    public bool WantsPenalty;

    /// <summary>The slice that the last short block lost and that was not compensated yet.</summary>
    public long Lost;

    /// <summary>Rank in the compensation queue; the lowest is served first.</summary>
    public int PenaltyScore;

    /// <summary>Rank in the queue of extra time; the lowest is served first.</summary>
    public int UtilisationScore;

    /// <summary>When the present period begins.</summary>
    public readonly long PeriodBegin => Deadline - Period;
}
