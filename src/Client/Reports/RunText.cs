using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Reports;

/// <summary>What <c>run</c> prints: tables, promises, how it ran, and the digest as the last line.</summary>
internal static class RunText
{
    /// <summary>Writes the result into a width; 0 is no limit.</summary>
    public static void Write(TextWriter output, RunOutcome outcome, int width)
    {
        output.WriteLine($"{outcome.Plan.Name} ({outcome.Scenario}, seed {outcome.Plan.Seed})");
        if (outcome.Result.Interrupted)
        {
            output.WriteLine(
                $"INTERRUPTED: this covers {Virtual(outcome.Result)} of {Readable.Time(outcome.Plan.Duration)}.");
        }

        output.WriteLine();
        var folded = ResultTable.Of(outcome.Report).Write(output, width);
        if (ResultTable.Folds(outcome.Report))
        {
            output.WriteLine("name1..N: N domains in one row, with sums, and the worst of each latency.");
        }

        CpuPromiseLines.Write(output, outcome);
        output.WriteLine();
        folded |= HostTable.Of(outcome.Report).Write(output, width);
        if (DiskTable.IsNeeded(outcome.Report))
        {
            output.WriteLine();
            folded |= DiskTable.Of(outcome.Report).Write(output, width);
        }

        if (ActionTable.IsNeeded(outcome.Report))
        {
            output.WriteLine();
            folded |= ActionTable.Of(outcome.Report).Write(output, width);
        }

        if (folded)
        {
            output.WriteLine($"Tables are folded to {width} columns; a wider terminal shows them whole.");
        }

        output.WriteLine();
        PromiseLines.Write(output, outcome.Report);
        output.WriteLine();
        WriteRun(output, outcome);
    }

    private static void WriteRun(TextWriter output, RunOutcome outcome)
    {
        var result = outcome.Result;
        if (outcome.Traces is { } traces)
        {
            output.WriteLine(
                $"traces   {traces.Spans} spans of {traces.Requests} sampled requests"
                + $" ({traces.Unfinished} unfinished), {traces.Lost} spans lost");
        }

        if (outcome.Timeline is { } timeline)
        {
            var deadlines = timeline.DeadlinesMet + timeline.DeadlinesMissed;
            output.WriteLine(
                $"timeline {timeline.Slices} slices, {timeline.WakeUps} wake-ups, {timeline.Migrations} migrations,"
                + $" {timeline.DeadlinesMissed} of {deadlines} deadlines missed"
                + (timeline.Complete ? "" : "; the file is incomplete"));
        }

        var rate = result.WallSeconds > 0 ? result.Events / result.WallSeconds : 0;
        output.WriteLine($"events   {result.Events}, {Readable.PerSecond(rate)}");
        output.WriteLine(
            $"time     {Virtual(result)} virtual ({Readable.Time(outcome.Report.Measured)} measured),"
            + $" {Readable.Seconds(result.WallSeconds)} wall, {Readable.Seconds(result.CpuSeconds)} CPU");
        output.WriteLine($"seed     {outcome.Plan.Seed}");
        output.WriteLine($"digest   {result.Digest}");
    }

    private static string Virtual(RunResult result) =>
        Readable.Time(Duration.FromNanoseconds(result.VirtualNanoseconds));
}
