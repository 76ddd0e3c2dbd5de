using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Placement;

/// <summary>
/// First fit with EDF admission: domains are taken in the plan's order, hosts tried in the plan's order, and a domain
/// goes to the first host where each of its reservations fits on a core: Σ slice/period per core ≤ the host's limit.
/// </summary>
/// <remarks>
/// Driver domains and domains that name their host are admitted first. A domain without reservations goes to the first
/// host: credit has no admission. Cost: O(domains × hosts × cores).
/// </remarks>
public static class FirstFitPlacement
{
    /// <summary>Gives every domain that names no host one.</summary>
    /// <param name="plan">A plan with at least one host.</param>
    public static PlacementOutcome Place(RunPlan plan)
    {
        if (plan.Hosts.Count == 0)
        {
            return new PlacementOutcome(plan, "The plan has no hosts, so no domain can be placed; add a host.");
        }

        var hosts = plan.Hosts.Select(host => new HostReservations(host)).ToList();
        if (AdmitPlaced(plan, hosts) is { Length: > 0 } refusal)
        {
            return new PlacementOutcome(plan, refusal);
        }

        var domains = new List<DomainPlan>(plan.Domains.Count);
        foreach (var domain in plan.Domains)
        {
            if (domain.Host.Length > 0)
            {
                domains.Add(domain);
                continue;
            }

            if (hosts.Find(host => host.TryReserve(domain.Vcpus)) is not { } host)
            {
                return new PlacementOutcome(plan, Refuse(domain, hosts));
            }

            domains.Add(domain with { Host = host.Name });
        }

        return new PlacementOutcome(plan with { Domains = domains }, "");
    }

    private static string AdmitPlaced(RunPlan plan, List<HostReservations> hosts)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (plan.Hosts[i].DriverDomain is { } driver && !hosts[i].TryReserve(driver.Vcpus))
            {
                return $"The driver domain's reservations do not fit on host {hosts[i].DescribeLeft()}; "
                    + "make them smaller.";
            }
        }

        foreach (var domain in plan.Domains.Where(domain => domain.Host.Length > 0))
        {
            if (hosts.Find(host => host.Name == domain.Host) is not { } host)
            {
                return $"Domain {domain.Name} names host {domain.Host}, which the plan does not have; "
                    + "name one of its hosts.";
            }

            if (!host.TryReserve(domain.Vcpus))
            {
                return Refuse(domain, [host]);
            }
        }

        return "";
    }

    private static string Refuse(DomainPlan domain, List<HostReservations> hosts)
    {
        var wanted = domain.Vcpus.Where(vcpu => vcpu.Period.Nanoseconds > 0)
            .Select(vcpu => Share.Of(vcpu.Slice.Nanoseconds, vcpu.Period.Nanoseconds).ToString());
        return $"Domain {domain.Name} reserves {string.Join(" + ", wanted)} of a core for its vCPUs, and no host "
            + $"has that left: {string.Join("; ", hosts.Select(host => host.DescribeLeft()))}. "
            + "Add a host, or reserve less.";
    }
}
