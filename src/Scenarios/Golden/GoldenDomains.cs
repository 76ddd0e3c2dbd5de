using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>Reads the domains, vCPUs and workloads of a golden file.</summary>
internal static class GoldenDomains
{
    public const string Host = "host";
    public const string Tenant = "golden";

    public static IReadOnlyList<DomainPlan> Read(GoldenNode list, int cores, SchedulerKind kind)
    {
        IReadOnlyList<GoldenNode> nodes = list.Items();
        int vcpus = nodes.Sum(node => node["vcpus"].Items().Count);
        List<DomainPlan> domains = new(nodes.Count);
        int next = 0;
        foreach (GoldenNode node in nodes)
        {
            domains.Add(Domain(node, cores, vcpus, kind, ref next));
        }

        return domains;
    }

    /// <summary>The scheduling parameters of a domain, or of a change of them.</summary>
    public static VcpuPlan Terms(GoldenNode node, SchedulerKind kind)
    {
        if (kind == SchedulerKind.Credit)
        {
            return new VcpuPlan
            {
                Weight = node["weight"].WholeIn(1, 65_535),
                CapPercent = node["capPercent"].WholeIn(0, int.MaxValue),
            };
        }

        // Xen's ranges; SEDF takes no slice for best effort.
        int period = node["periodUs"].WholeIn(10, int.MaxValue);
        int leastSlice = kind == SchedulerKind.Rtds ? 10 : 0;
        return new VcpuPlan
        {
            Period = Duration.FromMicroseconds(period),
            Slice = Duration.FromMicroseconds(node["budgetUs"].WholeIn(leastSlice, period)),
            ExtraCredit = node.Optional("extratime")?.Flag() ?? false,
        };
    }

    private static DomainPlan Domain(
        GoldenNode node, int cores, int vcpuCount, SchedulerKind kind, ref int next)
    {
        VcpuPlan terms = Terms(node, kind);
        List<VcpuPlan> vcpus = [];
        List<ApplicationPlan> applications = [];
        foreach (GoldenNode vcpu in node["vcpus"].Items())
        {
            // Traces and triggers name vCPUs by this index, which counts through the whole host.
            if (vcpu["index"].Whole() != next)
            {
                throw vcpu["index"].Wrong($"must be {next}, since indices count vCPUs in the order of the file");
            }

            applications.Add(Workload(vcpu, vcpus.Count, vcpuCount));
            vcpus.Add(terms with
            {
                Affinity = Affinity(vcpu["hardAffinity"], cores),
                SoftAffinity = Affinity(vcpu["softAffinity"], cores),
            });
            next++;
        }

        return new DomainPlan
        {
            Tenant = Tenant,
            Name = node["name"].Text(),
            Host = Host,
            Vcpus = vcpus,
            Applications = applications,
        };
    }

    private static IReadOnlyList<int> Affinity(GoldenNode node, int cores)
    {
        if (node.Json.ValueKind == JsonValueKind.String && node.Text() == "all")
        {
            return [];
        }

        int[] pcpus = [.. node.Items().Select(item => item.WholeIn(0, cores - 1))];
        return pcpus.Length > 0 ? pcpus : throw node.Wrong("must name at least one pCPU");
    }

    private static WorkloadPlan Workload(GoldenNode vcpu, int indexInDomain, int vcpuCount)
    {
        GoldenNode start = vcpu["startNs"];
        return Shape(vcpu["workload"]) with
        {
            Vcpu = indexInDomain,
            Start = start.Json.ValueKind == JsonValueKind.Null ? VirtualTime.Never : start.Instant(),
            Deadline = vcpu.Optional("jobDeadlineNs")?.Nanoseconds() ?? Duration.Zero,
            Triggers = vcpu.Optional("completionTriggersVcpuIndex")?.WholeIn(0, vcpuCount - 1) ?? -1,
        };
    }

    private static WorkloadPlan Shape(GoldenNode node)
    {
        WorkloadPlan Of(WorkloadKind kind, string? cost = null, string? gap = null) => new()
        {
            Kind = kind,
            Start = VirtualTime.Never,
            Cost = cost is null ? Duration.Zero : node[cost].Nanoseconds(),
            Gap = gap is null ? Duration.Zero : node[gap].Nanoseconds(),
        };

        return node["type"].Text() switch
        {
            "hog" => Of(WorkloadKind.Hog),
            "oneshot" => Of(WorkloadKind.OneShot, "workNs"),
            "yield" => Of(WorkloadKind.Yield) with { Cost = node["quantumNs"].PositiveNanoseconds() },
            "periodic" => Of(WorkloadKind.Periodic, "costNs") with { Gap = node["periodNs"].PositiveNanoseconds() },
            "closed" => Of(WorkloadKind.Closed, "runNs", "sleepNs"),
            "chained" => Of(WorkloadKind.Chained, "costNs"),
            "exponential" => Of(WorkloadKind.Exponential, "costNs", "meanGapNs") with { Seed = node["seed"].Seed() },
            "uniform" => Of(WorkloadKind.Uniform, "costNs", "minGapNs") with
            {
                MaxGap = node["maxGapNs"].PositiveNanoseconds(),
                Seed = node["seed"].Seed(),
            },
            "hogWithEvents" => Of(WorkloadKind.HogWithEvents, null, "minGapNs") with
            {
                MaxGap = node["maxGapNs"].PositiveNanoseconds(),
                Seed = node["seed"].Seed(),
            },
            "closedUniform" => Of(WorkloadKind.ClosedUniform, "runMinNs", "sleepMinNs") with
            {
                MaxCost = node["runMaxNs"].Nanoseconds(),
                MaxGap = node["sleepMaxNs"].Nanoseconds(),
                Seed = node["seed"].Seed(),
            },
            _ => throw node["type"].Wrong("must be a workload of the schema"),
        };
    }
}
