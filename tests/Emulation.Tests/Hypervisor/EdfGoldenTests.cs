using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Edf;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: EDF, partitioned and global, and constant-bandwidth servers equal an exact independent simulator. Method: run
/// each task set with profile zero; every job must finish at the same instant and miss the same
/// deadlines, and every task hold a core in the same stretches.
/// </summary>
public sealed class EdfGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden", "edf");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order()
            .Where(name => name != "sched_deadline_kernel.json")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_finishes_and_misses_as_in_the_exact_schedule(string file)
    {
        foreach (var scenario in EdfGoldenFile.Read(Path.Combine(Folder, file)))
        {
            Assert.Empty(Differences(scenario));
        }
    }

    [Theory]
    [InlineData("pedf_dhall_2cpu.json")]
    [InlineData("pedf_random_8x2.json")]
    public void First_fit_decreasing_finds_the_partition_of_the_file(string file)
    {
        var plan = EdfGoldenFile.Read(Path.Combine(Folder, file))[0].Plan;
        var free = plan with
        {
            Hosts = [plan.Hosts[0] with { Scheduler = plan.Hosts[0].Scheduler with { AdmissionOff = false } }],
            Domains = [.. plan.Domains.Select(domain => domain with
            {
                Vcpus = [domain.Vcpus[0] with { Affinity = [] }],
            })],
        };
        var run = new EdfRun(free);
        run.Advance(1);
        var scheduler = (EdfScheduler)run.Timeline.Processes[0];

        Assert.Equal(
            plan.Domains.Select(domain => domain.Vcpus[0].Affinity[0]),
            Enumerable.Range(0, plan.Domains.Count).Select(scheduler.HomeOf));
    }

    private static List<string> Differences(EdfGoldenScenario scenario)
    {
        var end = VirtualTime.Zero + scenario.Plan.Duration;
        var run = new EdfRun(scenario.Plan);

        // One nanosecond more, so that what completes exactly at the horizon is seen.
        run.Advance(end.Nanoseconds + 1);
        var differences = new List<string>();
        var released = run.Releases.Count(release => release.Release < end.Nanoseconds);
        if (released != scenario.Jobs.Count)
        {
            differences.Add($"{scenario.Id}: {scenario.Jobs.Count} jobs expected, {released} released");
        }

        foreach (var job in scenario.Jobs)
        {
            var finish = run.FinishOf(job.Task, job.Release.Nanoseconds);
            long? expected = job.Finish == VirtualTime.Never ? null : job.Finish.Nanoseconds;
            var missed = Misses(scenario.Plan, job.Task, job.Release.Nanoseconds, finish);
            if (finish != expected || missed != job.Missed)
            {
                differences.Add(
                    $"{scenario.Id}: task {job.Task} released {job.Release}: finish {expected}, missed {job.Missed} "
                    + $"expected, got {finish}, {missed}");
            }
        }

        for (var task = 0; task < scenario.Plan.Domains.Count; task++)
        {
            var expected = EdfRun.Joined(scenario.Jobs.Where(job => job.Task == task).SelectMany(job => job.Segments)
                .Select(segment => (segment.Start.Nanoseconds, segment.End.Nanoseconds)));
            var got = run.SegmentsOf(task, end.Nanoseconds);
            if (!expected.SequenceEqual(got))
            {
                differences.Add(
                    $"{scenario.Id}: task {task} runs {string.Join(' ', expected)} expected, "
                    + $"got {string.Join(' ', got)}");
            }
        }

        return differences;
    }

    private static bool Misses(RunPlan plan, int task, long release, long? finish)
    {
        var workload = (WorkloadPlan)plan.Domains[task].Applications[0];
        var deadline = release + workload.Deadline.Nanoseconds;
        return workload.Deadline > Duration.Zero
            && (finish is { } at ? at > deadline : deadline <= plan.Duration.Nanoseconds);
    }
}
