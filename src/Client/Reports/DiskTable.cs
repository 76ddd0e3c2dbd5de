using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>What each domain did with its virtual disk.</summary>
internal static class DiskTable
{
    /// <summary>Whether any domain has a virtual disk.</summary>
    public static bool IsNeeded(RunReport report) => report.Domains.Any(domain => domain.Disk is not null);

    public static TextTable Of(RunReport report)
    {
        TextTable table = new(
            new("Disk of domain", AlignsLeft: true),
            new("IOPS", 1),
            new("read", 1),
            new("written", 1),
            new("Requests", 2),
            new("merged", 2),
            new("unfinished", 2),
            new("refused", 2),
            new("Latency p50", 3),
            new("p99", 3),
            new("p99.9", 3),
            new("max", 3),
            new("Driver CPU", 4));
        foreach (var domain in report.Domains)
        {
            if (domain.Disk is { } disk)
            {
                table.Add(
                    domain.Domain,
                    Readable.Count(PerSecond(disk.Reads + disk.Writes, report.Measured)),
                    Readable.Throughput(disk.BytesRead, report.Measured),
                    Readable.Throughput(disk.BytesWritten, report.Measured),
                    Readable.Count(disk.Requests),
                    Readable.Part(disk.Merges, disk.Requests),
                    Readable.Count(disk.Unfinished),
                    Readable.Count(disk.Refused),
                    Readable.Time(disk.Latency?.P50),
                    Readable.Time(disk.Latency?.P99),
                    Readable.Time(disk.Latency?.P999),
                    Readable.Time(disk.Latency?.Max),
                    Readable.Time(disk.DriverCpu));
            }
        }

        return table;
    }

    /// <summary>A count per second, rounded down; 0 if no time was measured.</summary>
    public static long PerSecond(long count, Duration time) =>
        time <= Duration.Zero ? 0 : (long)((Int128)count * 1_000_000_000 / time.Nanoseconds);
}
