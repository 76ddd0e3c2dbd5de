using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds the domains of tenants; counts are expanded.</summary>
internal sealed class DomainBinder(IReadOnlyList<BoundHost> hosts, Names hostNames, LoadBinder loads, ErrorList errors)
{
    private const int CountMax = 100_000;
    private const int DomainsMax = 1_000_000;

    private readonly List<BoundDomain> _domains = [];

    public Names Names { get; } = new("domain", "domains", errors);

    public IReadOnlyList<BoundDomain> Domains => _domains;

    public void Bind(Section tenant, string tenantName, BoundTariff tariff)
    {
        foreach (ScenarioNode node in tenant.Items("domains"))
        {
            if (Section.Of(node, "a domain", errors) is Section section)
            {
                Domain(section, tenantName, tariff);
            }
        }
    }

    private void Domain(Section section, string tenant, BoundTariff tariff)
    {
        string name = Names.Read(section);
        int vcpus = section.Whole("vcpus", 1, 1, DriverDomainBinder.VcpusMax);
        string host = Host(section);
        IReadOnlyList<int> isolated = section.Wholes("isolateCpu", 0, vcpus - 1);
        IReadOnlyList<ApplicationPlan> applications = new ApplicationBinder(section, vcpus, errors).Bind();
        DomainPlan plan = new()
        {
            Tenant = tenant,
            Name = name,
            Host = host,
            Vcpus = Vcpus(section, tariff, vcpus, isolated, host),
            Applications = applications,
            Kernel = KernelBinder.Bind(section),
            EventVcpu = EventVcpu(section, vcpus, isolated),
            Load = loads.Bind(section, applications),
            Shaping = tariff.Shaping,
            InterfaceRate = InterfaceBinder.Bind(section),
            VirtualDisk = DiskBinder.VirtualDisk(section, applications),
        };
        IReadOnlyList<string> each = Counted.Names(name, section, CountMax);
        if (_domains.Count + each.Count > DomainsMax)
        {
            section.Wrong("count", $"The scenario has more than {DomainsMax} domains.");
            return;
        }

        foreach (string one in each)
        {
            Names.Take(one, section.Position);
            _domains.Add(new BoundDomain(plan with { Name = one }, tariff.Terms, name, section.Position));
        }

        section.Finish();
    }

    // With several hosts, a domain that names none is left to placement.
    private string Host(Section section)
    {
        if (section.Find("host") is ScenarioNode node)
        {
            string name = section.Text("host", "");
            return hostNames.Check(name, node.Position) ? name : "";
        }

        return hosts.Count == 1 ? hosts[0].Plan.Name : "";
    }

    private static int EventVcpu(Section section, int count, IReadOnlyList<int> isolated)
    {
        if (!section.Has("eventVcpu"))
        {
            return -1;
        }

        int vcpu = section.Whole("eventVcpu", 0, 0, count - 1);
        if (isolated.Contains(vcpu))
        {
            section.Wrong("eventVcpu", $"'eventVcpu' of {section.Subject} is vCPU {vcpu}, which 'isolateCpu' keeps free"
                + " of interrupts; name another.");
        }

        return vcpu;
    }

    private List<VcpuPlan> Vcpus(
        Section section, BoundTariff tariff, int count, IReadOnlyList<int> isolated, string host)
    {
        if (isolated.Count == count)
        {
            section.Wrong("isolateCpu", $"'isolateCpu' of {section.Subject} isolates all {count} vCPUs; at least"
                + " one must"
                + " stay for housekeeping, where interrupts and the frontend run.");
        }

        int cores = hosts.Where(each => host.Length == 0 || each.Plan.Name == host)
            .Select(each => each.Plan.Cores).DefaultIfEmpty(1).Min();
        IReadOnlyList<int> affinity = section.Wholes("affinity", 0, cores - 1);
        List<VcpuPlan> vcpus = [];
        for (int vcpu = 0; vcpu < count; vcpu++)
        {
            vcpus.Add(VcpuTerms.Plan(tariff.Terms) with { Isolated = isolated.Contains(vcpu), Affinity = affinity });
        }

        if (tariff.Terms.CapPercent > 100 * count)
        {
            section.Wrong($"{section.Subject} has a cap of {tariff.Terms.CapPercent} % from its plan, but its vCPUs can"
                + $" use {100 * count} % at most.");
        }

        return vcpus;
    }
}
