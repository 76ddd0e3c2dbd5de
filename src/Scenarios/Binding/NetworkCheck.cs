using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Checks that who speaks over the network has a card, a rate that the card has, and an other end.</summary>
internal sealed class NetworkCheck(IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    public void Run()
    {
        HashSet<string> names = [.. domains.Select(domain => domain.Plan.Name)];
        foreach (BoundDomain domain in domains)
        {
            if (domain.Plan.Applications.Any(application => application is ServerPlan or StreamPlan or PingPlan))
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
        List<BoundHost> possible =
            [.. hosts.Where(host => domain.Plan.Host.Length == 0 || host.Plan.Name == domain.Plan.Host)];
        BoundHost? without = possible.Find(host => host.Plan.NicBitsPerSecond == 0);
        if (without is not null)
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' uses the network, but host"
                + $" '{without.Plan.Name}' has no network card; write 'nic: 1Gbit/s' and a driver domain there.");
            return;
        }

        long card = possible.Count == 0 ? long.MaxValue : possible.Min(host => host.Plan.NicBitsPerSecond);
        if (domain.Plan.Shaping is ShapingPlan shaping && shaping.RateBitsPerSecond > card)
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' is promised"
                + $" {Quantity.Rate.Show(shaping.RateBitsPerSecond)} by its plan, more than the"
                + $" {Quantity.Rate.Show(card)} of the network card.");
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
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' names the unknown domain '{peer}' as the other end"
                + Suggestion.Among(peer, names, "domains"));
        }
    }
}
