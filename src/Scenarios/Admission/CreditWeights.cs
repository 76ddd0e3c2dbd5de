using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Binding;

namespace Xenisol.Scenarios.Admission;

/// <summary>
/// Turns shares into weights where the scheduler knows no reservations, without any cap. The weights are such that,
/// were every vCPU of the host busy, each would get its share, and the others the rest by their own weights: with
/// C cores, shares of sum S and other weights of sum W, a share s weighs s / C × T of a total T = W / (1 − S / C).
/// </summary>
/// <remarks>
/// Credit gives each active vCPU the whole weight of its domain, so all sums are over vCPUs. S / C counts as at most
/// the limit of reservations, so that the others keep something; where there are no others, T is 256 for each vCPU.
/// A weight is rounded to nearest within 1 to 65 535.
/// </remarks>
internal sealed class CreditWeights
{
    private const int WeightMax = 65_535;
    private const long Whole = 1_000_000;

    private readonly Int128 _coresPpm;
    private readonly Int128 _totalTimesFree;
    private readonly Int128 _freePpm;

    /// <summary>The rule for some hosts and the domains on them.</summary>
    public CreditWeights(IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains)
    {
        long shares = 0;
        long weights = 0;
        int sharing = 0;
        foreach ((CpuTerms terms, int vcpus) in Vcpus(hosts, domains))
        {
            shares += (long)terms.SharePpm * vcpus;
            weights += terms.IsReservation ? 0 : (long)terms.Weight * vcpus;
            sharing += terms.IsReservation ? vcpus : 0;
        }

        int cores = hosts.Sum(host => host.Plan.Cores);
        long limit = hosts.Select(host => (long)host.Plan.Scheduler.ReservationLimitPpm).DefaultIfEmpty(Whole).Min();
        // A limit of 100 % would leave the others nothing and the shares an infinite weight.
        long taken = Math.Min(cores == 0 ? 0 : shares / cores, Math.Min(limit, Whole - (Whole / 100)));
        bool alone = weights == 0;
        _coresPpm = alone ? Math.Max(1, shares) : Math.Max(1, cores) * Whole;
        _totalTimesFree = (alone ? (long)CpuTerms.WeightDefault * sharing : weights) * Whole;
        _freePpm = alone ? Whole : Whole - taken;
    }

    /// <summary>The weight of terms.</summary>
    public int Of(CpuTerms terms)
    {
        if (!terms.IsReservation)
        {
            return terms.Weight;
        }

        Int128 divisor = _freePpm * _coresPpm;
        Int128 weight = ((_totalTimesFree * terms.SharePpm) + (divisor / 2)) / divisor;
        return (int)Int128.Clamp(weight, 1, WeightMax);
    }

    private static IEnumerable<(CpuTerms Terms, int Vcpus)> Vcpus(
        IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains)
    {
        foreach (BoundHost host in hosts)
        {
            if (host.DriverTerms is CpuTerms terms && host.Plan.DriverDomain is DriverDomainPlan driver)
            {
                yield return (terms, driver.Vcpus.Count);
            }
        }

        foreach (BoundDomain domain in domains)
        {
            yield return (domain.Terms, domain.Plan.Vcpus.Count);
        }
    }
}
