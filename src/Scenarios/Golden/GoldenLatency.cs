using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>
/// A distribution of waits or responses. Percentiles are of nearest rank: pX is element ⌈X·n⌉ of the sorted list,
/// counted from 1. A figure that the file leaves out is null; of an empty distribution all are.
/// </summary>
public sealed record GoldenLatency
{
    /// <summary>How many samples.</summary>
    public required long Count { get; init; }

    /// <summary>The mean, rounded to whole nanoseconds.</summary>
    public Duration? Mean { get; init; }

    /// <summary>The least.</summary>
    public Duration? Min { get; init; }

    /// <summary>The median.</summary>
    public Duration? P50 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public Duration? P90 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public Duration? P95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public Duration? P99 { get; init; }

    /// <summary>The greatest.</summary>
    public Duration? Max { get; init; }
}
