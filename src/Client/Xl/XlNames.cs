using System.Globalization;

using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>Finds domains, hosts (as cpupools) and schedulers by what the user calls them.</summary>
internal static class XlNames
{
    /// <summary>A domain by its name or number; on a run with several hosts a number, or a name that several have,
    /// needs the host before it: <c>h1/0</c>.</summary>
    /// <exception cref="XlException">There is none, or more than one.</exception>
    public static (XlHost Host, DomainSummary Domain) Domain(IReadOnlyList<XlHost> hosts, string identifier)
    {
        var found = (
            from host in hosts
            from domain in host.Domains
            where IsCalled(hosts, host, domain, identifier)
            select (Host: host, Domain: domain)).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        var names = string.Join(", ", (found.Count > 1 ? found : [.. All(hosts)]).Select(
            one => hosts.Count > 1 ? $"{one.Host.Name}/{one.Domain.Name}" : one.Domain.Name));
        throw new XlException(found.Count > 1
            ? $"{identifier} is more than one domain; say which of {names}."
            : $"{identifier} is an invalid domain identifier (rc=-6); there are {names}.");
    }

    /// <summary>The domains that are called so; all where no name is given.</summary>
    /// <exception cref="XlException">There is none of a name, or more than one.</exception>
    public static IReadOnlyList<(XlHost Host, DomainSummary Domain)> Domains(
        IReadOnlyList<XlHost> hosts, IReadOnlyList<string> identifiers) =>
        identifiers.Count == 0
            ? [.. All(hosts)]
            : [.. identifiers.Select(identifier => Domain(hosts, identifier))];

    /// <summary>A host by its name or its position, as pools have both.</summary>
    /// <exception cref="XlException">There is none; <paramref name="fault"/> says it in the verb's words.</exception>
    public static XlHost Pool(IReadOnlyList<XlHost> hosts, string identifier, Func<string, string> fault) =>
        hosts.FirstOrDefault(host => host.Name == identifier)
            ?? hosts.Where((_, number) => number.ToString(CultureInfo.InvariantCulture) == identifier).FirstOrDefault()
            ?? throw new XlException(
                $"{fault(identifier)}; there are {string.Join(", ", hosts.Select(host => host.Name))}.");

    /// <summary>The pools with one of some schedulers, or the one that is named.</summary>
    /// <exception cref="XlException">There is none.</exception>
    public static IReadOnlyList<XlHost> Pools(
        IReadOnlyList<XlHost> hosts, string? pool, IReadOnlyList<string> policies)
    {
        IReadOnlyList<XlHost> asked = pool is null ? hosts : [Pool(hosts, pool, UnknownPool)];
        IReadOnlyList<XlHost> having = [.. asked.Where(host => policies.Contains(host.Scheduler.Policy))];
        var found = string.Join(", ", asked.Select(host => $"{host.Name} has {host.Scheduler.Policy}"));
        return having.Count > 0
            ? having
            : throw new XlException($"No cpupool has the scheduler {string.Join(" or ", policies)}: {found}.");
    }

    /// <summary>Xen's words for a pool that is not there.</summary>
    public static string UnknownPool(string identifier) => $"unknown cpupool '{identifier}'";

    /// <summary>Fails, in Xen's words, where a domain's scheduler is none of these.</summary>
    public static void Require(XlHost host, string what, IReadOnlyList<string> policies)
    {
        if (!policies.Contains(host.Scheduler.Policy))
        {
            throw new XlException($"{what} returned {host.Scheduler.Policy} not {policies[0]}.");
        }
    }

    private static IEnumerable<(XlHost Host, DomainSummary Domain)> All(IReadOnlyList<XlHost> hosts) =>
        hosts.SelectMany(host => host.Domains, (host, domain) => (host, domain));

    private static bool IsCalled(
        IReadOnlyList<XlHost> hosts, XlHost host, DomainSummary domain, string identifier)
    {
        var number = domain.Number.ToString(CultureInfo.InvariantCulture);
        return domain.Name == identifier
            || $"{host.Name}/{domain.Name}" == identifier
            || $"{host.Name}/{number}" == identifier
            || (hosts.Count == 1 && number == identifier);
    }
}
