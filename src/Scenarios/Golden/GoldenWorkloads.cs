using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>Reads what the vCPUs of a golden file do.</summary>
internal static class GoldenWorkloads
{
    /// <summary>Exponential gaps are whole microseconds: a shorter mean would be none.</summary>
    private const long LeastMean = 1_000;

    /// <summary>Reads the workload of a vCPU.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="indexInDomain">Its number in its domain.</param>
    /// <param name="all">All vCPUs of the host.</param>
    public static WorkloadPlan Read(GoldenNode vcpu, int indexInDomain, IReadOnlyList<GoldenNode> all)
    {
        WorkloadPlan shape = Shape(vcpu["workload"]);
        return shape with
        {
            Vcpu = indexInDomain,
            Start = Start(vcpu["startNs"], shape.Kind),
            Deadline = vcpu.Given("jobDeadlineNs")?.Nanoseconds() ?? Duration.Zero,
            Triggers = vcpu.Given("completionTriggersVcpuIndex") is GoldenNode target ? Triggered(target, all) : -1,
        };
    }

    private static VirtualTime Start(GoldenNode start, WorkloadKind kind) =>
        kind == WorkloadKind.Chained ? VirtualTime.Never
        : start.Json.ValueKind != JsonValueKind.Null ? start.Instant()
        : throw start.Wrong("must be an instant: only a chained workload has no releases of its own");

    private static int Triggered(GoldenNode target, IReadOnlyList<GoldenNode> all)
    {
        int vcpu = target.WholeIn(0, all.Count - 1);
        return all[vcpu]["workload"]["type"].Text() == "chained"
            ? vcpu
            : throw target.Wrong("must name a vCPU whose workload is chained");
    }

    private static WorkloadPlan Shape(GoldenNode node)
    {
        WorkloadPlan Of(WorkloadKind kind, params ReadOnlySpan<string> members)
        {
            node.RequireOnly(["type", .. members]);
            return new WorkloadPlan { Kind = kind, Start = VirtualTime.Never };
        }

        GoldenNode type = node["type"];
        return type.Text() switch
        {
            "hog" => Of(WorkloadKind.Hog),
            "oneshot" => Of(WorkloadKind.OneShot, "workNs") with { Cost = node["workNs"].Nanoseconds() },
            "yield" => Of(WorkloadKind.Yield, "quantumNs") with { Cost = node["quantumNs"].PositiveNanoseconds() },
            "chained" => Of(WorkloadKind.Chained, "costNs") with { Cost = node["costNs"].Nanoseconds() },
            "periodic" => Of(WorkloadKind.Periodic, "costNs", "periodNs") with
            {
                Cost = node["costNs"].Nanoseconds(),
                Gap = node["periodNs"].PositiveNanoseconds(),
            },
            "exponential" => Of(WorkloadKind.Exponential, "costNs", "meanGapNs", "seed") with
            {
                Cost = node["costNs"].Nanoseconds(),
                Gap = node["meanGapNs"].Nanoseconds() is { Nanoseconds: >= LeastMean } mean
                    ? mean
                    : throw node["meanGapNs"].Wrong($"must be {LeastMean} ns at least"),
                Seed = node["seed"].Seed(),
            },
            "uniform" => Gaps(Of(WorkloadKind.Uniform, "minGapNs", "maxGapNs", "costNs", "seed"), node) with
            {
                Cost = node["costNs"].Nanoseconds(),
            },
            "hogWithEvents" => Gaps(Of(WorkloadKind.HogWithEvents, "minGapNs", "maxGapNs", "seed"), node),
            "closed" => Closed(Of(WorkloadKind.Closed, "runNs", "sleepNs"), node),
            "closedUniform" => ClosedUniform(
                Of(WorkloadKind.ClosedUniform, "runMinNs", "runMaxNs", "sleepMinNs", "sleepMaxNs", "seed"), node),
            _ => throw type.Wrong(
                "must be a workload of the schema: hog, oneshot, yield, periodic, uniform, exponential, closed, "
                + "closedUniform, hogWithEvents or chained"),
        };
    }

    private static WorkloadPlan Closed(WorkloadPlan plan, GoldenNode node)
    {
        Duration run = node["runNs"].Nanoseconds();
        Duration sleep = node["sleepNs"].Nanoseconds();
        return run + sleep > Duration.Zero
            ? plan with { Cost = run, Gap = sleep }
            : throw node.Wrong("must run or sleep for a while");
    }

    private static WorkloadPlan ClosedUniform(WorkloadPlan plan, GoldenNode node)
    {
        (Duration least, Duration greatest) run = Range(node["runMinNs"], node["runMaxNs"]);
        (Duration least, Duration greatest) sleep = Range(node["sleepMinNs"], node["sleepMaxNs"]);
        return CanDraw(run) || CanDraw(sleep)
            ? plan with
            {
                Cost = run.least,
                MaxCost = run.greatest,
                Gap = sleep.least,
                MaxGap = sleep.greatest,
                Seed = node["seed"].Seed(),
            }
            : throw node.Wrong("must run or sleep for a while");
    }

    private static WorkloadPlan Gaps(WorkloadPlan plan, GoldenNode node)
    {
        _ = node["maxGapNs"].PositiveNanoseconds();
        (Duration least, Duration greatest) gap = Range(node["minGapNs"], node["maxGapNs"]);
        return CanDraw(gap)
            ? plan with { Gap = gap.least, MaxGap = gap.greatest, Seed = node["seed"].Seed() }
            : throw node["maxGapNs"].Wrong("must be greater: the draw is below it, and every gap would be 0");
    }

    private static (Duration Least, Duration Greatest) Range(GoldenNode least, GoldenNode greatest)
    {
        (Duration from, Duration to) = (least.Nanoseconds(), greatest.Nanoseconds());
        return from <= to ? (from, to) : throw greatest.Wrong($"must not be below {least.Path}, {from.Nanoseconds}");
    }

    /// <summary>Whether a draw can be more than 0: the formula stays below the greatest value.</summary>
    private static bool CanDraw((Duration Least, Duration Greatest) range) =>
        range.Least > Duration.Zero || range.Greatest > Duration.FromNanoseconds(1);
}
