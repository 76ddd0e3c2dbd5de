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
        return GoldenVerdict.Of(
            root.File, Schema, [.. scenario.Results.Select(result => Compare(scenario, result, root.File))]);
    }

    private static GoldenComparison Compare(GoldenScenario scenario, GoldenResult expected, string name)
    {
        SchedulingRun run = new(scenario, SchedulingEngines.Plan(scenario, expected.Engine, name));
        RequireSameShape(run, expected, name);
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
            CompareVcpu(comparison, expected.Vcpus[i], run, i, end);
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

    private static void RequireSameShape(SchedulingRun run, GoldenResult expected, string name)
    {
        if (expected.Vcpus.Count != run.Scheduler.VcpuCount || expected.Pcpus.Count != run.Scheduler.PcpuCount)
        {
            throw new InvalidDataException(
                $"{name}: $.results.{expected.Engine} must have {run.Scheduler.PcpuCount} pcpus and"
                + $" {run.Scheduler.VcpuCount} vcpus, as the scenario; found {expected.Pcpus.Count} and"
                + $" {expected.Vcpus.Count}.");
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
        GoldenComparison comparison, GoldenVcpuResult expected, SchedulingRun run, int index, VirtualTime end)
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
        CompareLatency(comparison, $"{where}.wake_latency_ns", expected.WakeLatency, run.WakeLatencies[index]);
        CompareLatency(comparison, $"{where}.response_ns", expected.Response, run.Responses[index]);
        if (expected.EndToEnd is GoldenLatency endToEnd)
        {
            CompareLatency(comparison, $"{where}.end_to_end_ns", endToEnd, run.EndToEnds[index]);
        }

        for (int i = 0; i < expected.FirstReleases.Count; i++)
        {
            long release = i < run.Releases[index].Count ? run.Releases[index][i] : -1;
            comparison.Check(where, $"first_releases_ns[{i}]", expected.FirstReleases[i].Nanoseconds, release);
        }
    }

    private static void CompareLatency(
        GoldenComparison comparison, string where, GoldenLatency expected, List<long> samples)
    {
        comparison.Check(where, "n", expected.Count, samples.Count);
        if (samples.Count == 0)
        {
            return;
        }

        samples.Sort();
        Int128 sum = 0;
        foreach (long sample in samples)
        {
            sum += sample;
        }

        // Rounded to nearest; a half goes up.
        long mean = (long)((sum + (samples.Count / 2)) / samples.Count);
        comparison.CheckIfGiven(where, "mean", expected.Mean?.Nanoseconds, mean);
        comparison.CheckIfGiven(where, "min", expected.Min?.Nanoseconds, samples[0]);
        comparison.CheckIfGiven(where, "p50", expected.P50?.Nanoseconds, GoldenLatency.Percentile(samples, 50));
        comparison.CheckIfGiven(where, "p90", expected.P90?.Nanoseconds, GoldenLatency.Percentile(samples, 90));
        comparison.CheckIfGiven(where, "p95", expected.P95?.Nanoseconds, GoldenLatency.Percentile(samples, 95));
        comparison.CheckIfGiven(where, "p99", expected.P99?.Nanoseconds, GoldenLatency.Percentile(samples, 99));
        comparison.CheckIfGiven(where, "max", expected.Max?.Nanoseconds, samples[^1]);
    }

    private static string Where(GoldenVcpuResult vcpu, int index) => $"vcpus[{index}] {vcpu.Name}";
}
