using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>
/// Finds the domains whose event channels hosts bind by hand, and reports names that are not there, are on another
/// host, or are bound twice.
/// </summary>
internal sealed class InterruptCheck(
    IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    private readonly ILookup<string, BoundDomain> _byFamily = domains.ToLookup(domain => domain.Family);
    private readonly ILookup<string, BoundDomain> _byName = domains.ToLookup(domain => domain.Plan.Name);

    /// <summary>The hosts, with the bindings of each domain.</summary>
    public IReadOnlyList<BoundHost> Run()
    {
        // Hosts that a count made of one have the same bindings: they are checked once.
        Dictionary<object, IReadOnlyList<DomainBinding>> resolved = new(ReferenceEqualityComparer.Instance);
        foreach (IGrouping<object, BoundHost> group in hosts
            .Where(host => host.Interrupts.Count > 0)
            .GroupBy(host => (object)host.Interrupts, ReferenceEqualityComparer.Instance))
        {
            resolved.Add(group.Key, Resolve([.. group]));
        }

        return [.. hosts.Select(host => resolved.TryGetValue(host.Interrupts, out var bindings)
            ? host with { Plan = Bound(host.Plan, bindings) }
            : host)];
    }

    private static HostPlan Bound(HostPlan plan, IReadOnlyList<DomainBinding> bindings)
    {
        DriverDomainPlan driver = plan.DriverDomain!;
        return plan with
        {
            DriverDomain = driver with { Interrupts = driver.Interrupts with { Domains = bindings } },
        };
    }

    private List<DomainBinding> Resolve(IReadOnlyList<BoundHost> group)
    {
        HashSet<string> names = [.. group.Select(host => host.Plan.Name)];
        Dictionary<string, int> vcpuOf = [];
        foreach (BoundInterrupt binding in group[0].Interrupts)
        {
            List<BoundDomain> meant = [.. _byName[binding.Domain].Union(_byFamily[binding.Domain])];
            if (meant.Count == 0)
            {
                errors.Add(binding.Position, $"'interrupts' of host '{group[0].Plan.Name}' names the unknown domain"
                    + $" '{binding.Domain}'"
                    + Suggestion.Among(binding.Domain, [.. _byFamily.Select(family => family.Key)], "domains"));
            }
            else if (!meant.Exists(domain => domain.Plan.Host.Length == 0 || names.Contains(domain.Plan.Host)))
            {
                errors.Add(binding.Position, $"'interrupts' of host '{group[0].Plan.Name}' names domain"
                    + $" '{binding.Domain}', which is on host '{meant[0].Plan.Host}'.");
            }

            if (meant.Find(domain => !vcpuOf.TryAdd(domain.Plan.Name, binding.Vcpu)) is BoundDomain twice)
            {
                errors.Add(binding.Position, $"'interrupts' of host '{group[0].Plan.Name}' binds domain"
                    + $" '{twice.Plan.Name}' twice; name it once.");
            }
        }

        return [.. vcpuOf.Select(one => new DomainBinding(one.Key, one.Value))];
    }
}
