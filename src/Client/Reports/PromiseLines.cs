using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>Each promise with its verdict, and how many broke.</summary>
internal static class PromiseLines
{
    public static void Write(TextWriter output, RunReport report)
    {
        if (report.Promises.Count == 0)
        {
            output.WriteLine("No promises.");
            return;
        }

        var broken = report.Promises.Count(verdict => !verdict.Kept);
        output.WriteLine($"{Plural(report.Promises.Count)}, {(broken == 0 ? "all kept" : $"{broken} broken")}");
        var width = report.Promises.Max(verdict => verdict.Promise.Text.Length);
        foreach (var verdict in report.Promises)
        {
            var mark = verdict.Kept ? "kept  " : "BROKEN";
            output.WriteLine($"  {mark}  {verdict.Promise.Text.PadRight(width)}  {Measured(verdict)}");
        }
    }

    private static string Plural(int count) => count == 1 ? "1 promise" : $"{count} promises";

    private static string Measured(PromiseVerdict verdict) =>
        verdict.Measured is { } value ? $"measured {Value(verdict.Promise.Metric, value)}"
        : verdict.Promise.Metric.StartsWith("latency.", StringComparison.Ordinal)
            ? "not measured: a percentile needs 10 samples beyond it"
            : "nothing was measured";

    private static string Value(string metric, long value) => PromiseUnit.Of(metric) switch
    {
        PromiseUnit.Nanoseconds => Readable.Time(Duration.FromNanoseconds(value)),
        PromiseUnit.PartsPerMillion => Readable.Percent(value),
        PromiseUnit.BitsPerSecond => Readable.BitsPerSecond(value),
        _ => Readable.Count(value),
    };
}
