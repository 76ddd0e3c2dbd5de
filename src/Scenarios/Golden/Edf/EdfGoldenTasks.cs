using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Reads the tasks of an EDF golden file: periodic ones, and servers of listed or periodic jobs.</summary>
internal static class EdfGoldenTasks
{
    /// <summary>The files' unit, in ns.</summary>
    public const long Millisecond = 1_000_000;

    private static readonly string[] Server = ["server"];
    private static readonly string[] Arrivals = ["arrivals"];
    private static readonly string[] Jobs = ["C", "period", "deadline", "offset"];

    /// <summary>Reads a task as a domain of one vCPU.</summary>
    public static DomainPlan Read(GoldenNode root, GoldenNode task, bool soft)
    {
        bool isServer = task.Given("server") is not null;
        bool isListed = isServer && task.Given("arrivals") is not null;
        task.RequireOnly(["name", "cpu", .. isServer ? Server : [], .. isListed ? Arrivals : Jobs]);
        bool aborts = root.Given("semantics")?.Given("late_jobs") is GoldenNode late
            && EdfGoldenSemantics.Aborts(late);
        return new DomainPlan
        {
            Tenant = EdfGoldenFile.Tenant,
            Name = task["name"].Text(),
            Host = EdfGoldenFile.Host,
            Vcpus = [Vcpu(task, soft) with { Affinity = Core(root, task) }],
            Applications = [isListed ? Listed(task) : Periodic(task, aborts && !isServer, hasDeadline: !isServer)],
        };
    }

    /// <summary>A positive number of milliseconds.</summary>
    public static Duration Positive(GoldenNode node) =>
        node.Whole() > 0 ? Milliseconds(node) : throw node.Wrong("must be positive");

    private static IReadOnlyList<int> Core(GoldenNode root, GoldenNode task) =>
        task.Given("cpu") is GoldenNode cpu
            ? [cpu.WholeIn(0, root["cpus"].WholeIn(1, EdfGoldenFile.CpusMax) - 1)]
            : [];

    private static VcpuPlan Vcpu(GoldenNode task, bool soft)
    {
        if (task.Given("server") is not GoldenNode server)
        {
            return new VcpuPlan
            {
                Server = EdfServer.Job,
                Period = Positive(task["period"]),
                Slice = Positive(task["C"]),
            };
        }

        server.RequireOnly("Q", "P", "D");
        Duration period = Positive(server["P"]);
        if (server.Given("D") is GoldenNode deadline && Positive(deadline) != period)
        {
            throw deadline.Wrong($"must be P, {server["P"].Whole()}: shorter deadlines of servers are not built");
        }

        return new VcpuPlan
        {
            Server = soft ? EdfServer.Soft : EdfServer.Hard,
            Period = period,
            Slice = Positive(server["Q"]) is { } slice && slice <= period
                ? slice
                : throw server["Q"].Wrong($"must not exceed P, {server["P"].Whole()}"),
        };
    }

    private static WorkloadPlan Periodic(GoldenNode task, bool aborts, bool hasDeadline) => new()
    {
        Kind = WorkloadKind.Periodic,
        Start = VirtualTime.Zero + (task.Given("offset") is GoldenNode offset ? Milliseconds(offset) : Duration.Zero),
        Cost = Positive(task["C"]),
        Gap = Positive(task["period"]),
        Deadline = hasDeadline ? Positive(task.Given("deadline") ?? task["period"]) : Duration.Zero,
        AbortsLate = aborts,
        Announces = true,
        Vcpu = 0,
    };

    private static WorkloadPlan Listed(GoldenNode task)
    {
        List<ArrivalPlan> arrivals = [];
        foreach (GoldenNode node in task["arrivals"].Items())
        {
            ArrivalPlan arrival = Arrival(node);
            if (arrivals.Count > 0 && arrival.At < arrivals[^1].At)
            {
                throw node.Wrong("must not come before the arrival ahead of it");
            }

            arrivals.Add(arrival);
        }

        return new WorkloadPlan
        {
            Kind = WorkloadKind.Listed,
            Start = VirtualTime.Never,
            Announces = true,
            Arrivals = arrivals,
            Vcpu = 0,
        };
    }

    private static ArrivalPlan Arrival(GoldenNode arrival)
    {
        IReadOnlyList<GoldenNode> pair = arrival.Items();
        if (pair.Count != 2)
        {
            throw arrival.Wrong("must hold an instant and a cost");
        }

        Duration cost = pair[1].Json.ValueKind != JsonValueKind.String ? Positive(pair[1])
            : pair[1].Text().StartsWith("infinite", StringComparison.Ordinal) ? ArrivalPlan.Endless
            : throw pair[1].Wrong("must be a number of milliseconds, or \"infinite\"");
        return new ArrivalPlan(VirtualTime.Zero + Milliseconds(pair[0]), cost);
    }

    private static Duration Milliseconds(GoldenNode node) => Duration.FromNanoseconds(node.Nanoseconds(Millisecond));
}
