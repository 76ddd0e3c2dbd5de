using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments.RtVcpu;

/// <summary>What one cell of the experiment measured.</summary>
internal sealed record RtVcpuRow
{
    /// <summary>Percentiles that the distributions are listed at, in ppm: each half percent, then the tail.</summary>
    private static readonly int[] Listed =
    [
        .. Enumerable.Range(1, 199).Select(half => half * 5_000),
        996_000, 997_000, 998_000, 999_000, 999_500, 999_800, 999_900, 999_950, 999_980, 1_000_000,
    ];

    public required string Scheduler { get; init; }

    public required string Cpu { get; init; }

    /// <summary>Where hogs run.</summary>
    public required string Hogs { get; init; }

    public required long Jobs { get; init; }

    /// <summary>Jobs that were not done when the next one was released.</summary>
    public required long JobsLate { get; init; }

    public required long? WakeLatencyP50Nanoseconds { get; init; }

    public required long? WakeLatencyP99Nanoseconds { get; init; }

    public required long? WakeLatencyP999Nanoseconds { get; init; }

    public required long WakeLatencyMaxNanoseconds { get; init; }

    public required long? ResponseTimeP50Nanoseconds { get; init; }

    public required long? ResponseTimeP99Nanoseconds { get; init; }

    public required long? ResponseTimeP999Nanoseconds { get; init; }

    public required long ResponseTimeMaxNanoseconds { get; init; }

    /// <summary>The percentiles of the two lists below.</summary>
    public IReadOnlyList<int> PercentilesPpm { get; } = Listed;

    public required IReadOnlyList<long> WakeLatencyNanoseconds { get; init; }

    public required IReadOnlyList<long> ResponseTimeNanoseconds { get; init; }

    /// <summary>The row of a run.</summary>
    public static RtVcpuRow Of(RtVcpuCase which, HogPlaces hogs, DomainReport report, JobLatencies latencies)
    {
        var wake = latencies.WakeLatency;
        var response = latencies.ResponseTime;
        return new RtVcpuRow
        {
            Scheduler = which.Scheduler,
            Cpu = which.Cpu,
            Hogs = hogs.Name,
            Jobs = report.Jobs,
            JobsLate = report.DeadlinesMissed,
            WakeLatencyP50Nanoseconds = report.WakeLatency?.P50?.Nanoseconds,
            WakeLatencyP99Nanoseconds = report.WakeLatency?.P99?.Nanoseconds,
            WakeLatencyP999Nanoseconds = report.WakeLatency?.P999?.Nanoseconds,
            WakeLatencyMaxNanoseconds = wake.Max.Nanoseconds,
            ResponseTimeP50Nanoseconds = report.ResponseTime?.P50?.Nanoseconds,
            ResponseTimeP99Nanoseconds = report.ResponseTime?.P99?.Nanoseconds,
            ResponseTimeP999Nanoseconds = report.ResponseTime?.P999?.Nanoseconds,
            ResponseTimeMaxNanoseconds = response.Max.Nanoseconds,
            WakeLatencyNanoseconds = Quantiles(wake),
            ResponseTimeNanoseconds = Quantiles(response),
        };
    }

    private static List<long> Quantiles(LatencyHistogram histogram) => histogram.Samples == 0
        ? []
        : [.. Listed.Select(millionths => histogram.Quantile(millionths).Nanoseconds)];
}
