using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Binding;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Shaping;

/// <summary>
/// Finds the class of each domain in the trees that hosts were given, and reports leaves of domains that are not there,
/// and domains that send without having a class.
/// </summary>
internal sealed class ShapingCheck(
    IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    private readonly ILookup<string, BoundDomain> _byFamily = domains.ToLookup(domain => domain.Family);
    private readonly ILookup<string, BoundDomain> _byName = domains.ToLookup(domain => domain.Plan.Name);
    private readonly HashSet<string> _senders = Senders(domains);

    /// <summary>The hosts, with the class of each domain in their trees.</summary>
    public IReadOnlyList<BoundHost> Run()
    {
        // Hosts that a count made of one have the same tree: it is checked once.
        Dictionary<BoundShaping, DriverDomainPlan> classified = [];
        foreach (IGrouping<BoundShaping, BoundHost> group in hosts
            .Where(host => host.Shaping is { On: true, Plan.Tree: not null })
            .GroupBy(host => host.Shaping!))
        {
            classified.Add(group.Key, Classify(group.Key, [.. group]));
        }

        return [.. hosts.Select(host => host.Shaping is not null && classified.TryGetValue(host.Shaping, out var driver)
            ? host with { Plan = host.Plan with { DriverDomain = driver } }
            : host)];
    }

    private DriverDomainPlan Classify(BoundShaping shaping, IReadOnlyList<BoundHost> group)
    {
        HashSet<string> names = [.. group.Select(host => host.Plan.Name)];
        Dictionary<string, BoundLeaf> leafOf = [];
        List<DomainClass> classes = [];
        foreach (BoundLeaf leaf in shaping.Leaves)
        {
            List<BoundDomain> meant = [.. _byName[leaf.Domain].Union(_byFamily[leaf.Domain])];
            if (meant.Count == 0)
            {
                errors.Add(leaf.Position, $"Class '{leaf.Leaf}' is for the unknown domain '{leaf.Domain}'"
                    + Suggestion.Among(leaf.Domain, [.. _byFamily.Select(family => family.Key)], "domains"));
            }
            else if (!meant.Exists(domain => MayRunOn(domain, names)))
            {
                errors.Add(leaf.Position, $"Class '{leaf.Leaf}' is for domain '{leaf.Domain}', which is on host"
                    + $" '{meant[0].Plan.Host}'; this tree is of host '{group[0].Plan.Name}'.");
            }

            foreach (BoundDomain domain in meant)
            {
                if (leafOf.TryAdd(domain.Plan.Name, leaf))
                {
                    classes.Add(new DomainClass(domain.Plan.Name, leaf.ClassId));
                    continue;
                }

                errors.Add(leaf.Position, $"Domain '{domain.Plan.Name}' has two classes,"
                    + $" '{leafOf[domain.Plan.Name].Leaf}' and '{leaf.Leaf}'; name it once.");
                break;
            }
        }

        RequireClasses(shaping.Plan.Tree!, leafOf, names, group[0]);
        return group[0].Plan.DriverDomain! with { CardShaping = shaping.Plan with { Classes = classes } };
    }

    // Without a class and a default, Linux sends a packet at once and before all others: nobody means that.
    private void RequireClasses(
        HtbOptions tree, Dictionary<string, BoundLeaf> leafOf, HashSet<string> names, BoundHost host)
    {
        bool hasDefault = tree.Classes.Any(one => one.ClassId == tree.DefaultClass)
            && tree.Classes.All(one => one.Parent != tree.DefaultClass);
        if (hasDefault)
        {
            return;
        }

        foreach (BoundDomain domain in domains)
        {
            if (_senders.Contains(domain.Plan.Name)
                && MayRunOn(domain, names)
                && !leafOf.ContainsKey(domain.Plan.Name))
            {
                errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' sends over the network of host"
                    + $" '{host.Plan.Name}', but has no class in its tree; name it at a leaf, or give the tree a leaf"
                    + " as 'default'.");
            }
        }
    }

    private static bool MayRunOn(BoundDomain domain, HashSet<string> names) =>
        domain.Plan.Host.Length == 0 || names.Contains(domain.Plan.Host);

    // Who is the other end of a stream or ping answers.
    private static HashSet<string> Senders(IReadOnlyList<BoundDomain> domains)
    {
        HashSet<string> senders = [];
        foreach (BoundDomain domain in domains)
        {
            foreach (ApplicationPlan application in domain.Plan.Applications)
            {
                string peer = application switch
                {
                    StreamPlan stream => stream.Peer,
                    PingPlan ping => ping.Target,
                    _ => "",
                };
                senders.Add(peer);
                if (application is ServerPlan or StreamPlan or PingPlan)
                {
                    senders.Add(domain.Plan.Name);
                }
            }
        }

        return senders;
    }
}
