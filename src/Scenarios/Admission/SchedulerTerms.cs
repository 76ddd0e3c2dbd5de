using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Binding;

namespace Xenisol.Scenarios.Admission;

/// <summary>
/// Fits the vCPUs to the scheduler of their host: a reservation stays one on hybrid and becomes a weight on credit.
/// A domain without a host carries both if there are hosts of both kinds, and the host's scheduler takes its own.
/// </summary>
internal sealed class SchedulerTerms
{
    private readonly Dictionary<string, BoundHost> _hosts;
    private readonly Dictionary<string, CreditWeights> _weights = [];

    public SchedulerTerms(IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains)
    {
        _hosts = hosts.ToDictionary(host => host.Plan.Name);
        ILookup<string, BoundDomain> byHost = domains.ToLookup(domain => domain.Plan.Host);
        List<BoundHost> credit = [.. hosts.Where(host => !host.Reserves)];
        foreach (BoundHost host in credit)
        {
            _weights.Add(host.Plan.Name, new CreditWeights([host], [.. byHost[host.Plan.Name]]));
        }

        if (credit.Count > 0)
        {
            HashSet<string> names = [.. credit.Select(host => host.Plan.Name), ""];
            _weights.Add("", new CreditWeights(credit, [.. domains.Where(domain => names.Contains(domain.Plan.Host))]));
        }
    }

    public DomainPlan Fit(BoundDomain domain) => domain.Plan with
    {
        Vcpus = [.. domain.Plan.Vcpus.Select(vcpu => Fit(vcpu, domain.Terms, domain.Plan.Host))],
    };

    public HostPlan Fit(BoundHost host) =>
        host.DriverTerms is CpuTerms terms && host.Plan.DriverDomain is DriverDomainPlan driver
            ? host.Plan with
            {
                DriverDomain = driver with
                {
                    Vcpus = [.. driver.Vcpus.Select(vcpu => Fit(vcpu, terms, host.Plan.Name))],
                },
            }
            : host.Plan;

    private VcpuPlan Fit(VcpuPlan vcpu, CpuTerms terms, string host)
    {
        VcpuPlan weighed = _weights.TryGetValue(host, out CreditWeights? weights)
            ? vcpu with { Weight = weights.Of(terms) }
            : vcpu;
        bool mayBeHybrid = host.Length == 0
            ? _hosts.Values.Any(one => one.Reserves)
            : _hosts[host].Reserves;
        return mayBeHybrid
            ? weighed
            : weighed with { Period = Duration.Zero, Slice = Duration.Zero, ExtraCredit = false };
    }
}
