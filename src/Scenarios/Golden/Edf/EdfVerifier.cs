using System.Globalization;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>
/// Verifies files of EDF task sets and constant-bandwidth servers: every job must start and finish at the same
/// instant and miss the same deadlines as in the exact schedule, and every task hold a core in the same stretches.
/// </summary>
internal sealed class EdfVerifier : IGoldenVerifier
{
    /// <summary>So many digits the files give of fractions.</summary>
    private const int FractionDigits = 6;

    /// <inheritdoc/>
    public string Schema => "edf";

    /// <inheritdoc/>
    public bool Knows(GoldenNode root) => root.Given("tasks") is not null && root.Given("horizon") is not null;

    /// <inheritdoc/>
    public GoldenVerdict Verify(GoldenNode root) =>
        GoldenVerdict.Of(root.File, Schema, [.. EdfGoldenFile.Read(root).Select(Compare)])
            with
        { NotCompared = [.. EdfGoldenFile.NotRead(root).Select(member => $"$.{member}, which is not read")] };

    private static GoldenComparison Compare(EdfGoldenScenario scenario)
    {
        long end = (VirtualTime.Zero + scenario.Plan.Duration).Nanoseconds;
        EdfRun run = new(scenario.Plan);

        // One nanosecond more, so that what completes exactly at the horizon is seen.
        run.Advance(end + 1);
        GoldenComparison comparison = new(scenario.Engine);
        int released = run.Releases.Count(release => release.Release < end);
        comparison.Check("", "jobs", scenario.Jobs.Count, released);
        EdfCounts counts = CompareJobs(comparison, scenario, run, end);
        CheckTotal(comparison, scenario, "jobs", released);
        CheckTotal(comparison, scenario, "completed", counts.Completed);
        CheckTotal(comparison, scenario, "deadline_misses", counts.Misses);
        CheckTotal(comparison, scenario, "preemptions", counts.Preemptions);
        CheckTotal(comparison, scenario, "context_switches", counts.Stretches);
        for (int task = 0; task < scenario.Plan.Domains.Count; task++)
        {
            CompareStretches(comparison, scenario, run, task, end);
        }

        return comparison;
    }

    private static EdfCounts CompareJobs(
        GoldenComparison comparison, EdfGoldenScenario scenario, EdfRun run, long end)
    {
        EdfCounts counts = default;
        Dictionary<(int Task, long Release), int> seen = [];
        int[] numbers = new int[scenario.Plan.Domains.Count];
        EdfJobRuns runs = new(scenario.Plan, run, end);

        // A task's jobs run in the order of their releases, in whichever order the file lists them.
        foreach (int i in Enumerable.Range(0, scenario.Jobs.Count).OrderBy(i => scenario.Jobs[i].Release))
        {
            EdfGoldenJob job = scenario.Jobs[i];
            long release = job.Release.Nanoseconds;
            int among = seen.GetValueOrDefault((job.Task, release));
            seen[(job.Task, release)] = among + 1;
            string where = $"jobs[{i}] {scenario.Plan.Domains[job.Task].Name}";
            EdfJobOutcome outcome = EdfJobOutcome.Of(scenario.Plan, run, runs, job, among);
            comparison.CheckIfGiven(where, "job", job.Number, ++numbers[job.Task]);
            EdfJobComparison.Compare(comparison, where, job, outcome, end);
            counts = counts.With(outcome);
        }

        return counts;
    }

    private static void CheckTotal(GoldenComparison comparison, EdfGoldenScenario scenario, string name, long got)
    {
        if (scenario.Totals.TryGetValue(name, out long expected))
        {
            comparison.Check("totals", name, expected, got);
        }
    }

    private static void CompareStretches(
        GoldenComparison comparison, EdfGoldenScenario scenario, EdfRun run, int task, long end)
    {
        string where = $"tasks[{task}] {scenario.Plan.Domains[task].Name}";
        IReadOnlyList<(long Start, long End)> expected = EdfRun.Joined(scenario.Jobs.Where(job => job.Task == task)
            .SelectMany(job => job.Segments)
            .Select(segment => (segment.Start.Nanoseconds, segment.End.Nanoseconds)));
        IReadOnlyList<(long Start, long End)> got = run.SegmentsOf(task, end);
        comparison.CheckIfGiven(
            where, "cpu_time", scenario.CpuTimes[task], got.Sum(stretch => stretch.End - stretch.Start));
        if (scenario.CpuFractions[task] is decimal fraction)
        {
            decimal part = Math.Round((decimal)got.Sum(stretch => stretch.End - stretch.Start) / end, FractionDigits);
            comparison.Check(where, "cpu_fraction", Text(fraction), Text(part));
        }

        if (expected.Count == 0 && scenario.Jobs.All(job => job.Segments.Count == 0))
        {
            // The file has no stretches.
            return;
        }

        for (int i = 0; i < Math.Max(expected.Count, got.Count); i++)
        {
            comparison.Check(where, $"segments[{i}]", Text(expected, i), Text(got, i));
        }
    }

    private static string Text(IReadOnlyList<(long Start, long End)> stretches, int index) => index < stretches.Count
        ? $"{EdfJobComparison.Milliseconds(stretches[index].Start)} to "
            + EdfJobComparison.Milliseconds(stretches[index].End)
        : "none";

    private static string Text(decimal fraction) =>
        Math.Round(fraction, FractionDigits).ToString("0.######", CultureInfo.InvariantCulture);
}
