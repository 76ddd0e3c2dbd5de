using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Checks that who speaks over the network has a card, a rate that the card has, and an other end.</summary>
internal sealed class NetworkCheck(
    IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    private readonly Dictionary<string, BoundHost> _byName = hosts.ToDictionary(host => host.Plan.Name);

    // A domain that placement may put anywhere must find its network on every host.
    private readonly BoundHost _slowest = hosts.MinBy(host => host.Plan.NicBitsPerSecond)!;

    public void Run()
    {
        HashSet<string> names = [.. domains.Select(domain => domain.Plan.Name)];
        foreach (BoundDomain domain in domains)
        {
            if (domain.Plan.InterfaceRate is not null
                || domain.Plan.Applications.Any(application => application is ServerPlan or StreamPlan or PingPlan))
            {
                Card(domain);
            }

            foreach (ApplicationPlan application in domain.Plan.Applications)
            {
                string peer = application switch
                {
                    StreamPlan stream => stream.Peer,
                    PingPlan ping => ping.Target,
                    _ => "",
                };
                Peer(domain, peer, names);
            }
        }
    }

    private void Card(BoundDomain domain)
    {
        BoundHost slowest = domain.Plan.Host.Length > 0 ? _byName[domain.Plan.Host] : _slowest;
        long card = slowest.Plan.NicBitsPerSecond;
        if (card == 0)
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' uses the network, but host"
                + $" '{slowest.Plan.Name}' has no network card; write 'nic: 1Gbit/s' and a driver domain there.");
        }
        else if (domain.Plan.Shaping is ShapingPlan shaping && shaping.RateBitsPerSecond > card)
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' is promised"
                + $" {Quantity.Rate.Show(shaping.RateBitsPerSecond)} by its plan, more than the"
                + $" {Quantity.Rate.Show(card)} of the network card of host '{slowest.Plan.Name}'.");
        }
    }

    private void Peer(BoundDomain domain, string peer, HashSet<string> names)
    {
        if (peer.Length == 0)
        {
            return;
        }

        if (peer == domain.Plan.Name)
        {
            errors.Add(domain.Position, $"Domain '{peer}' names itself as the other end.");
        }
        else if (!names.Contains(peer))
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' names the unknown domain '{peer}' as the"
                + " other end"
                + Suggestion.Among(peer, names, "domains"));
        }
    }
}
