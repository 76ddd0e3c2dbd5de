using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>
/// Verifies files of schema <c>xenisol-golden/1</c>: every number of every engine must be equal, difference 0.
/// </summary>
internal sealed class SchedulingVerifier : IGoldenVerifier
{
    private static readonly VirtualTime TraceEnd = VirtualTime.Zero + Duration.FromMilliseconds(200);

    /// <inheritdoc/>
    public string Schema => GoldenFile.Schema;

    /// <inheritdoc/>
    public bool Knows(GoldenNode root) => root.Given("schema") is GoldenNode schema && schema.Text() == Schema;

    /// <inheritdoc/>
    public GoldenVerdict Verify(GoldenNode root)
    {
        GoldenScenario scenario = GoldenFile.Read(root);
        List<string> left = [.. scenario.NotRead.Select(place => $"{place}, which is not read")];
        return GoldenVerdict.Of(
            root.File,
            Schema,
            [.. scenario.Results.Select(result => Compare(scenario, result, root.File, left))])
            with
        { NotCompared = left };
    }

    private static GoldenComparison Compare(
        GoldenScenario scenario, GoldenResult expected, string name, List<string> left)
    {
        // One switch more than the file has shows whether the file lacks it.
        SchedulingRun run = new(
            scenario,
            SchedulingEngines.Plan(scenario, expected.Engine, name),
            traceMax: expected.Trace.Count + 1,
            releasesMax: expected.Vcpus.Select(vcpu => vcpu.FirstReleases.Count).DefaultIfEmpty().Max());
        RequireSameShape(scenario, run, expected, name);
        GoldenComparison comparison = new(expected.Engine);
        VirtualTime end = VirtualTime.Zero + scenario.Plan.Duration;
        foreach (VirtualTime at in expected.Vcpus
            .SelectMany(vcpu => vcpu.RuntimeAt.Select(sample => sample.At)).Distinct().Order())
        {
            run.Advance(at <= end ? at : throw new InvalidDataException(
                $"{name}: $.results.{expected.Engine} has a runtime_at {at}, after the end of the scenario."));
            CompareRuntimes(comparison, expected, run, at);
        }

        run.Advance(end);
        CompareHost(comparison, expected, run, end);
        for (int i = 0; i < expected.Vcpus.Count; i++)
        {
            CompareVcpu(comparison, expected.Vcpus[i], run, i, end, left);
        }

        CompareTrace(comparison, expected, run);
        return comparison;
    }

    private static void CompareTrace(GoldenComparison comparison, GoldenResult expected, SchedulingRun run)
    {
        for (int i = 0; i < expected.Trace.Count; i++)
        {
            comparison.Check($"trace_first_200ms[{i}]", expected.Trace[i], i < run.Trace.Count ? run.Trace[i] : null);
        }

        if (expected.TraceIsWhole && run.Trace.Count > expected.Trace.Count
            && run.Trace[expected.Trace.Count].At < TraceEnd)
        {
            comparison.Check($"trace_first_200ms[{expected.Trace.Count}]", null, run.Trace[expected.Trace.Count]);
        }
    }

    private static void RequireSameShape(
        GoldenScenario scenario, SchedulingRun run, GoldenResult expected, string name)
    {
        if (expected.Vcpus.Count != run.Scheduler.VcpuCount || expected.Pcpus.Count != run.Scheduler.PcpuCount)
        {
            throw new InvalidDataException(
                $"{name}: $.results.{expected.Engine} must have {run.Scheduler.PcpuCount} pcpus and"
                + $" {run.Scheduler.VcpuCount} vcpus, as the scenario; found {expected.Pcpus.Count} and"
                + $" {expected.Vcpus.Count}.");
        }

        List<string> names = [.. scenario.Plan.Domains.SelectMany(domain =>
            Enumerable.Range(0, domain.Vcpus.Count).Select(vcpu => $"{domain.Name}.v{vcpu}"))];
        for (int i = 0; i < names.Count; i++)
        {
            if (expected.Vcpus[i].Name != names[i])
            {
                throw new InvalidDataException(
                    $"{name}: $.results.{expected.Engine}.vcpus[{i}].name must be \"{names[i]}\", as in the scenario;"
                    + $" found \"{expected.Vcpus[i].Name}\".");
            }
        }
    }

    private static void CompareRuntimes(
        GoldenComparison comparison, GoldenResult expected, SchedulingRun run, VirtualTime at)
    {
        for (int i = 0; i < expected.Vcpus.Count; i++)
        {
            foreach (GoldenRuntimeSample sample in expected.Vcpus[i].RuntimeAt.Where(sample => sample.At == at))
            {
                comparison.Check(
                    Where(expected.Vcpus[i], i),
                    $"runtime_at[{at.Nanoseconds}]",
                    sample.Runtime.Nanoseconds,
                    run.Scheduler.RuntimeOf(i, at.Nanoseconds));
            }
        }
    }

    private static void CompareHost(
        GoldenComparison comparison, GoldenResult expected, SchedulingRun run, VirtualTime end)
    {
        comparison.Check("", "schedule_calls", expected.ScheduleCalls, run.Scheduler.ScheduleCalls);
        comparison.Check("", "parks", expected.Parks, run.Scheduler.Parks);
        for (int i = 0; i < expected.Pcpus.Count; i++)
        {
            string where = $"pcpus[{i}]";
            comparison.Check(where, "busy_ns", expected.Pcpus[i].Busy.Nanoseconds, run.Busy(i, end));
            comparison.Check(where, "switches", expected.Pcpus[i].Switches, run.Scheduler.Pcpus[i].Switches);
        }
    }

    private static void CompareVcpu(
        GoldenComparison comparison,
        GoldenVcpuResult expected,
        SchedulingRun run,
        int index,
        VirtualTime end,
        List<string> left)
    {
        string where = Where(expected, index);
        ref readonly VcpuState actual = ref run.Scheduler.Vcpu(index);
        long runtime = run.Scheduler.RuntimeOf(index, end.Nanoseconds);
        comparison.Check(where, "runtime_ns", expected.Runtime.Nanoseconds, runtime);
        comparison.Check(where, "dispatches", expected.Dispatches, actual.Dispatches);
        comparison.Check(where, "preemptions", expected.Preemptions, actual.Preemptions);
        comparison.Check(where, "migrations", expected.Migrations, actual.Migrations);
        comparison.Check(where, "wakes", expected.Wakes, actual.Wakes);
        comparison.CheckIfGiven(where, "yields", expected.Yields, actual.Yields);
        WorkloadCounts counts = run.Counts(index);
        comparison.Check(where, "jobs_released", expected.JobsReleased, counts.Released);
        comparison.Check(where, "jobs_completed", expected.JobsCompleted, counts.Completed);
        comparison.Check(where, "deadline_misses", expected.DeadlineMisses, counts.Missed);
        CompareLatency(comparison, $"{where}.wake_latency_ns", expected.WakeLatency, run.WakeLatencies[index], left);
        CompareLatency(comparison, $"{where}.response_ns", expected.Response, run.Responses[index], left);
        if (expected.EndToEnd is GoldenLatency endToEnd)
        {
            CompareLatency(comparison, $"{where}.end_to_end_ns", endToEnd, run.EndToEnds[index], left);
        }

        for (int i = 0; i < expected.FirstReleases.Count; i++)
        {
            long release = i < run.Releases[index].Count ? run.Releases[index][i] : -1;
            comparison.Check(where, $"first_releases_ns[{i}]", expected.FirstReleases[i].Nanoseconds, release);
        }
    }

    private static void CompareLatency(
        GoldenComparison comparison, string where, GoldenLatency expected, LatencyCounts samples, List<string> left)
    {
        comparison.Check(where, "n", expected.Count, samples.Count);
        if (samples.Count == 0)
        {
            return;
        }

        comparison.CheckIfGiven(where, "mean", expected.Mean?.Nanoseconds, samples.Mean);
        comparison.CheckIfGiven(where, "min", expected.Min?.Nanoseconds, samples.Min);
        comparison.CheckIfGiven(where, "max", expected.Max?.Nanoseconds, samples.Max);
        if ((expected.P50 ?? expected.P90 ?? expected.P95 ?? expected.P99) is null)
        {
            return;
        }

        if (!samples.HasPercentiles)
        {
            left.Add($"{comparison.Engine}: percentiles of {where}, which has too many different values");
            return;
        }

        long[] percentiles = samples.Percentiles(50, 90, 95, 99);
        comparison.CheckIfGiven(where, "p50", expected.P50?.Nanoseconds, percentiles[0]);
        comparison.CheckIfGiven(where, "p90", expected.P90?.Nanoseconds, percentiles[1]);
        comparison.CheckIfGiven(where, "p95", expected.P95?.Nanoseconds, percentiles[2]);
        comparison.CheckIfGiven(where, "p99", expected.P99?.Nanoseconds, percentiles[3]);
    }

    private static string Where(GoldenVcpuResult vcpu, int index) => $"vcpus[{index}] {vcpu.Name}";
}
