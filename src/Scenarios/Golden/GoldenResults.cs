using System.Text.Json;

namespace Xenisol.Scenarios.Golden;

/// <summary>Reads the results of a golden file.</summary>
internal static class GoldenResults
{
    /// <summary>The share follows from the runtime.</summary>
    private static readonly string[] VcpuMembers =
    [
        "name", "runtime_ns", "dispatches", "preemptions", "migrations", "wakes", "yields", "jobs_released",
        "jobs_completed", "deadline_misses", "runtime_at", "first_releases_ns", "wake_latency_ns", "response_ns",
        "end_to_end_ns", "share_of_one_pcpu",
    ];

    public static IReadOnlyList<GoldenResult> Read(GoldenNode results)
    {
        if (results.Json.ValueKind != JsonValueKind.Object)
        {
            throw results.Wrong("must be an object");
        }

        List<GoldenResult> engines = [];
        foreach (JsonProperty engine in results.Json.EnumerateObject())
        {
            engines.Add(Engine(engine.Name, results[engine.Name]));
        }

        return engines;
    }

    /// <summary>Figures that have no counterpart here, each once: their places with a star for engine and number.
    /// </summary>
    public static IReadOnlyList<string> NotRead(GoldenNode results)
    {
        SortedSet<string> others = new(StringComparer.Ordinal);
        foreach ((string _, GoldenNode engine) in results.Fields())
        {
            others.UnionWith(engine.Others(
                "pcpus", "vcpus", "schedule_calls", "parks", "trace_first_200ms", "trace_truncated", "total_busy_ns")
                .Select(member => $"$.results.*.{member}"));
            foreach (GoldenNode vcpu in engine["vcpus"].Items())
            {
                others.UnionWith(vcpu.Others(VcpuMembers).Select(member => $"$.results.*.vcpus[*].{member}"));
            }
        }

        return [.. others];
    }

    private static GoldenResult Engine(string name, GoldenNode node) => new()
    {
        Engine = name,
        Pcpus = [.. node["pcpus"].Items().Select(pcpu =>
            new GoldenPcpuResult(pcpu["busy_ns"].Nanoseconds(), pcpu["switches"].Whole()))],
        Vcpus = [.. node["vcpus"].Items().Select(Vcpu)],
        ScheduleCalls = node["schedule_calls"].Whole(),
        Parks = node["parks"].Whole(),
        Trace = [.. Items(node.Optional("trace_first_200ms")).Select(Switch)],
        TraceIsWhole = node.Given("trace_truncated")?.Flag() == false,
    };

    private static GoldenVcpuResult Vcpu(GoldenNode node) => new()
    {
        Name = node["name"].Text(),
        Runtime = node["runtime_ns"].Nanoseconds(),
        Dispatches = node["dispatches"].Whole(),
        Preemptions = node["preemptions"].Whole(),
        Migrations = node["migrations"].Whole(),
        Wakes = node["wakes"].Whole(),
        Yields = node.Optional("yields")?.Whole(),
        JobsReleased = node["jobs_released"].Whole(),
        JobsCompleted = node["jobs_completed"].Whole(),
        DeadlineMisses = node["deadline_misses"].Whole(),
        RuntimeAt = [.. Items(node.Optional("runtime_at")).Select(Sample)],
        FirstReleases = [.. Items(node.Optional("first_releases_ns")).Select(item => item.Instant())],
        WakeLatency = Latency(node["wake_latency_ns"]),
        Response = Latency(node["response_ns"]),
        EndToEnd = node.Optional("end_to_end_ns") is GoldenNode endToEnd ? Latency(endToEnd) : null,
    };

    private static GoldenLatency Latency(GoldenNode node) => new()
    {
        Count = node["n"].Whole(),
        Mean = node.Optional("mean")?.Nanoseconds(),
        Min = node.Optional("min")?.Nanoseconds(),
        P50 = node.Optional("p50")?.Nanoseconds(),
        P90 = node.Optional("p90")?.Nanoseconds(),
        P95 = node.Optional("p95")?.Nanoseconds(),
        P99 = node.Optional("p99")?.Nanoseconds(),
        Max = node.Optional("max")?.Nanoseconds(),
    };

    private static GoldenSwitch Switch(GoldenNode node)
    {
        IReadOnlyList<GoldenNode> entry = Entry(node, 3);
        return new GoldenSwitch(
            entry[0].Instant(), entry[1].WholeIn(0, int.MaxValue), entry[2].WholeIn(-1, int.MaxValue));
    }

    private static GoldenRuntimeSample Sample(GoldenNode node)
    {
        IReadOnlyList<GoldenNode> entry = Entry(node, 2);
        return new GoldenRuntimeSample(entry[0].Instant(), entry[1].Nanoseconds());
    }

    private static IReadOnlyList<GoldenNode> Entry(GoldenNode node, int length)
    {
        IReadOnlyList<GoldenNode> items = node.Items();
        return items.Count == length ? items : throw node.Wrong($"must have {length} numbers");
    }

    private static IReadOnlyList<GoldenNode> Items(GoldenNode? node) => node?.Items() ?? [];
}
