using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>Reads the domains, vCPUs and workloads of a golden file.</summary>
internal static class GoldenDomains
{
    public const string Host = "host";
    public const string Tenant = "golden";

    /// <summary>Xen holds caps in 16 bits, of which all ones leave a cap as it is. It takes those of more than its
    /// vCPUs can use, though <c>xl</c> does not: files that ship have 120 % on one vCPU.</summary>
    private const int CapMax = 65_534;

    private static readonly string[] ExtraTime = ["extratime"];

    private static readonly string[] VcpuMembers =
    [
        "index", "startNs", "hardAffinity", "softAffinity", "workload", "jobDeadlineNs", "completionTriggersVcpuIndex",
    ];

    public static IReadOnlyList<DomainPlan> Read(GoldenNode list, int cores, SchedulerKind kind)
    {
        IReadOnlyList<GoldenNode> nodes = list.Filled("domain");
        IReadOnlyList<GoldenNode> vcpus = [.. nodes.SelectMany(node => node["vcpus"].Filled("vCPU"))];
        List<DomainPlan> domains = new(nodes.Count);
        int next = 0;
        foreach (GoldenNode node in nodes)
        {
            domains.Add(Domain(node, cores, vcpus, kind, ref next));
        }

        return domains;
    }

    /// <summary>The members that hold the scheduling parameters of a domain and can be changed.</summary>
    public static IReadOnlyList<string> TermsOf(SchedulerKind kind) =>
        kind == SchedulerKind.Credit ? ["weight", "capPercent"] : ["periodUs", "budgetUs"];

    /// <summary>The scheduling parameters of a domain, or of a change of them.</summary>
    public static VcpuPlan Terms(GoldenNode node, SchedulerKind kind)
    {
        if (kind == SchedulerKind.Credit)
        {
            return new VcpuPlan
            {
                Weight = node["weight"].WholeIn(1, 65_535),
                CapPercent = node["capPercent"].WholeIn(0, CapMax),
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
        GoldenNode node, int cores, IReadOnlyList<GoldenNode> all, SchedulerKind kind, ref int next)
    {
        node.RequireOnly(["name", "vcpus", .. TermsOf(kind), .. kind == SchedulerKind.Credit ? [] : ExtraTime]);
        VcpuPlan terms = Terms(node, kind);
        List<VcpuPlan> vcpus = [];
        List<ApplicationPlan> applications = [];
        foreach (GoldenNode vcpu in node["vcpus"].Items())
        {
            vcpu.RequireOnly(VcpuMembers);

            // Traces and triggers name vCPUs by this index, which counts through the whole host.
            if (vcpu["index"].Whole() != next)
            {
                throw vcpu["index"].Wrong($"must be {next}, since indices count vCPUs in the order of the file");
            }

            applications.Add(GoldenWorkloads.Read(vcpu, vcpus.Count, all));
            vcpus.Add(terms with
            {
                Affinity = Affinity(vcpu.Given("hardAffinity"), cores),
                SoftAffinity = Affinity(vcpu.Given("softAffinity"), cores),
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

    private static IReadOnlyList<int> Affinity(GoldenNode? given, int cores)
    {
        if (given is not GoldenNode node || (node.Json.ValueKind == JsonValueKind.String && node.Text() == "all"))
        {
            return [];
        }

        int[] pcpus = [.. node.Items().Select(item => item.WholeIn(0, cores - 1))];
        return pcpus.Length > 0 ? pcpus : throw node.Wrong("must name at least one pCPU");
    }
}
