using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>
/// Verifies files of EDF task sets and constant-bandwidth servers: every job must start and finish at the same
/// instant and miss the same deadlines as in the exact schedule, and every task hold a core in the same stretches.
/// </summary>
internal sealed class EdfVerifier : IGoldenVerifier
{
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
        (int completed, int misses) = CompareJobs(comparison, scenario, run, end);
        CheckTotal(comparison, scenario, "jobs", released);
        CheckTotal(comparison, scenario, "completed", completed);
        CheckTotal(comparison, scenario, "deadline_misses", misses);
        for (int task = 0; task < scenario.Plan.Domains.Count; task++)
        {
            CompareStretches(comparison, scenario, run, task, end);
        }

        return comparison;
    }

    private static (int Completed, int Misses) CompareJobs(
        GoldenComparison comparison, EdfGoldenScenario scenario, EdfRun run, long end)
    {
        (int completed, int misses) = (0, 0);
        Dictionary<(int Task, long Release), int> seen = [];
        EdfJobStarts starts = new(scenario.Plan, run, end);

        // A task's jobs run in the order of their releases, in whichever order the file lists them.
        foreach (int i in Enumerable.Range(0, scenario.Jobs.Count).OrderBy(i => scenario.Jobs[i].Release))
        {
            EdfGoldenJob job = scenario.Jobs[i];
            long release = job.Release.Nanoseconds;
            int among = seen.GetValueOrDefault((job.Task, release));
            seen[(job.Task, release)] = among + 1;
            long? finish = run.FinishOf(job.Task, release, among);
            long? start = starts.Next(job.Task, release, finish);
            bool missed = Misses(scenario.Plan, job.Task, release, finish);
            string where = $"jobs[{i}] {scenario.Plan.Domains[job.Task].Name}";
            if (job.Start is VirtualTime expected)
            {
                comparison.Check(where, "start", Text(OrNull(expected)), Text(start));
            }

            comparison.Check(where, "finish", Text(job.Finish, finish, end), Text(finish));
            if (job.Missed is bool told)
            {
                comparison.Check(where, "missed", told ? "true" : "false", missed ? "true" : "false");
            }

            completed += finish is not null ? 1 : 0;
            misses += missed ? 1 : 0;
        }

        return (completed, misses);
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

    private static bool Misses(RunPlan plan, int task, long release, long? finish)
    {
        WorkloadPlan workload = (WorkloadPlan)plan.Domains[task].Applications[0];
        long deadline = release + workload.Deadline.Nanoseconds;
        return workload.Deadline > Duration.Zero
            && (finish is { } at ? at > deadline : deadline <= plan.Duration.Nanoseconds);
    }

    // Whether a job that ends exactly at the horizon has ended is a convention that the files leave open.
    private static string Text(VirtualTime expected, long? got, long end)
    {
        bool open = expected == VirtualTime.Never || expected.Nanoseconds == end;
        return open && (got is null || got == end) ? Text(got)
            : Text(OrNull(expected));
    }

    private static long? OrNull(VirtualTime at) => at == VirtualTime.Never ? null : at.Nanoseconds;

    private static string Text(long? nanoseconds) => nanoseconds is long at ? Milliseconds(at) : "never";

    private static string Text(IReadOnlyList<(long Start, long End)> stretches, int index) => index < stretches.Count
        ? $"{Milliseconds(stretches[index].Start)} to {Milliseconds(stretches[index].End)}"
        : "none";

    private static string Milliseconds(long nanoseconds) =>
        (nanoseconds / 1_000_000m).ToString("0.###### ms", System.Globalization.CultureInfo.InvariantCulture);
}
