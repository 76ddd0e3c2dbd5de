using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// Holds promises against what was measured. A promise on a whole tenant takes the worst of its domains for a latency,
/// and the sum over its domains for everything else. What was not measured is not kept.
/// </summary>
public static class PromiseJudge
{
    /// <summary>The metrics that a promise may name.</summary>
    /// <remarks>
    /// <c>latency.*</c>: nanoseconds from the intended start. <c>cpu.achieved</c>: kept CPU windows in ppm of all, and
    /// <c>cpu.delivered</c>: CPU time in ppm of one core; both rounded down. <c>network.throughput</c> and
    /// <c>network.received</c>: bits per second sent to and received from the wire, rounded down.
    /// <c>requests.failed</c> and <c>deadlines.missed</c>: counts. <c>disk.latency.*</c>: nanoseconds from the intended
    /// start; <c>disk.iops</c>: accesses completed per second, <c>disk.throughput</c>: bits read and written per
    /// second, both rounded down.
    /// </remarks>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        "latency.p50", "latency.p99", "latency.p999", "latency.max", "cpu.achieved", "cpu.delivered",
        "network.throughput", "network.received", "requests.failed", "deadlines.missed",
        "disk.latency.p50", "disk.latency.p99", "disk.latency.p999", "disk.latency.max", "disk.iops",
        "disk.throughput",
    ];

    /// <summary>Judges each promise, in order.</summary>
    /// <exception cref="ArgumentException">A promise names an unknown metric.</exception>
    public static IReadOnlyList<PromiseVerdict> Judge(
        IReadOnlyList<PromisePlan> promises, IReadOnlyList<DomainReport> domains, Duration measured) =>
        [.. promises.Select(promise => Judge(promise, domains, measured))];

    private static PromiseVerdict Judge(PromisePlan promise, IReadOnlyList<DomainReport> all, Duration time)
    {
        var domains = all
            .Where(one => one.Tenant == promise.Tenant && (promise.Domain.Length == 0 || one.Domain == promise.Domain))
            .ToList();
        var measured = Measure(promise, domains, time);
        return new PromiseVerdict(promise, measured is { } value && Holds(promise, value), measured);
    }

    private static bool Holds(PromisePlan promise, long measured) => promise.Comparison switch
    {
        Comparison.Below => measured < promise.Limit,
        Comparison.AtMost => measured <= promise.Limit,
        Comparison.Above => measured > promise.Limit,
        Comparison.AtLeast => measured >= promise.Limit,
        _ => throw new ArgumentException($"Promise '{promise.Text}' has no known comparison.", nameof(promise)),
    };

    private static long? Measure(PromisePlan promise, IReadOnlyList<DomainReport> domains, Duration time) =>
        promise.Metric switch
        {
            "latency.p50" => Worst(domains, Requests, latency => latency.P50),
            "latency.p99" => Worst(domains, Requests, latency => latency.P99),
            "latency.p999" => Worst(domains, Requests, latency => latency.P999),
            "latency.max" => Worst(domains, Requests, latency => latency.Max),
            "disk.latency.p50" => Worst(domains, Disk, latency => latency.P50),
            "disk.latency.p99" => Worst(domains, Disk, latency => latency.P99),
            "disk.latency.p999" => Worst(domains, Disk, latency => latency.P999),
            "disk.latency.max" => Worst(domains, Disk, latency => latency.Max),
            "disk.iops" => DiskPerTime(domains, disk => disk.Reads + disk.Writes, 1_000_000_000, time),
            "disk.throughput" => DiskPerTime(
                domains, disk => disk.BytesRead + disk.BytesWritten, 8_000_000_000, time),
            "cpu.achieved" => Ratio(
                domains.Sum(one => one.CpuWindowsKept), 1_000_000, domains.Sum(one => one.CpuWindows)),
            "cpu.delivered" => PerTime(domains, one => one.CpuDelivered.Nanoseconds, 1_000_000, time),
            "network.throughput" => PerTime(domains, one => one.BytesSent, 8_000_000_000, time),
            "network.received" => PerTime(domains, one => one.BytesReceived, 8_000_000_000, time),
            "requests.failed" => Count(domains, one => one.Requests, one => one.RequestsFailed),
            "deadlines.missed" => Count(domains, one => one.Jobs, one => one.DeadlinesMissed),
            _ => throw new ArgumentException(
                $"Promise '{promise.Text}' names the unknown metric '{promise.Metric}'; use one of " +
                $"{string.Join(", ", Metrics)}.",
                nameof(promise)),
        };

    private static LatencyReport? Requests(DomainReport domain) => domain.Latency;

    private static LatencyReport? Disk(DomainReport domain) => domain.Disk?.Latency;

    private static long? DiskPerTime(
        IReadOnlyList<DomainReport> domains, Func<DiskReport, long> amount, long factor, Duration time)
    {
        var disks = domains.Where(one => one.Disk is not null).Select(one => one.Disk!).ToList();
        return disks.Count == 0 ? null : Ratio(disks.Sum(amount), factor, time.Nanoseconds);
    }

    /// <summary>The worst of the domains with such latencies; unknown if one of them has too few samples.</summary>
    private static long? Worst(
        IReadOnlyList<DomainReport> domains,
        Func<DomainReport, LatencyReport?> latency,
        Func<LatencyReport, Duration?> percentile)
    {
        var values = domains.Select(latency).OfType<LatencyReport>().Select(percentile).ToList();
        return values.Count == 0 || values.Contains(null) ? null : values.Max(one => one!.Value.Nanoseconds);
    }

    private static long? PerTime(
        IReadOnlyList<DomainReport> domains, Func<DomainReport, long> amount, long factor, Duration time) =>
        domains.Count == 0 ? null : Ratio(domains.Sum(amount), factor, time.Nanoseconds);

    private static long? Count(
        IReadOnlyList<DomainReport> domains, Func<DomainReport, long> all, Func<DomainReport, long> bad) =>
        domains.Sum(all) == 0 ? null : domains.Sum(bad);

    private static long? Ratio(long amount, long factor, long whole) =>
        whole == 0 ? null : (long)((Int128)amount * factor / whole);
}
