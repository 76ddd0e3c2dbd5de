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

        output.WriteLine($"{Plural(report.Promises.Count)}, {Summary(report)}");
        var width = report.Promises.Max(verdict => verdict.Promise.Text.Length);
        foreach (var verdict in report.Promises)
        {
            output.WriteLine($"  {Mark(verdict)}  {verdict.Promise.Text.PadRight(width)}  {Measured(verdict)}");
        }
    }

    /// <summary>A promise about which nothing is known is not kept either, but was not seen to break.</summary>
    private static string Mark(PromiseVerdict verdict) =>
        verdict.Kept ? "kept   " : verdict.Measured is null ? "UNKNOWN" : "BROKEN ";

    private static string Summary(RunReport report)
    {
        var broken = report.Promises.Count(verdict => !verdict.Kept && verdict.Measured is not null);
        var unknown = report.Promises.Count(verdict => !verdict.Kept) - broken;
        return (broken, unknown) switch
        {
            (0, 0) => "all kept",
            (_, 0) => $"{broken} broken",
            (0, _) => $"{unknown} unknown",
            _ => $"{broken} broken, {unknown} unknown",
        };
    }

    private static string Plural(int count) => count == 1 ? "1 promise" : $"{count} promises";

    private static string Measured(PromiseVerdict verdict) =>
        verdict.Measured is { } value ? $"measured {Value(verdict.Promise.Metric, value)}"
        : PromiseUnit.Of(verdict.Promise.Metric) == PromiseUnit.Nanoseconds
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
