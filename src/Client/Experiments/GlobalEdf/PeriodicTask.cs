namespace Xenisol.Client.Experiments.GlobalEdf;

/// <summary>A job every period, in a domain with a reservation for it. Times in whole microseconds.</summary>
/// <param name="PeriodMicroseconds">Time between jobs, deadline of each, and period of the reservation.</param>
/// <param name="CostMicroseconds">CPU time of a job.</param>
internal readonly record struct PeriodicTask(long PeriodMicroseconds, long CostMicroseconds)
{
    /// <summary>Of the cost, for the guest's own ticks.</summary>
    private const long AllowancePercent = 5;

    /// <summary>For switches with their refills and for a run of the guest's work queues.</summary>
    private const long AllowanceMicroseconds = 300;

    private const long PartsPerMillion = 1_000_000;

    /// <summary>What is reserved in each period: the cost and an allowance for overheads.</summary>
    public long SliceMicroseconds => Math.Min(
        PeriodMicroseconds, CostMicroseconds + (CostMicroseconds * AllowancePercent / 100) + AllowanceMicroseconds);

    /// <summary>Cost in parts per million of the period, rounded down.</summary>
    public long WorkPpm => CostMicroseconds * PartsPerMillion / PeriodMicroseconds;

    /// <summary>Slice in parts per million of the period, rounded up.</summary>
    public long ReservedPpm =>
        ((SliceMicroseconds * PartsPerMillion) + PeriodMicroseconds - 1) / PeriodMicroseconds;
}
