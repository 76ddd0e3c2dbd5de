namespace Xenisol.Emulation.Guests;

/// <summary>What became of a workload's jobs.</summary>
internal struct WorkloadCounts
{
    /// <summary>Jobs released.</summary>
    public long Released;

    /// <summary>Jobs completed.</summary>
    public long Completed;

    /// <summary>Jobs that completed after their deadline.</summary>
    public long Missed;
}
