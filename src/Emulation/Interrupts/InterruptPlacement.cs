using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Interrupts;

/// <summary>Where a driver domain takes its interrupts: made from the plan, before anything runs.</summary>
/// <param name="CardCore">The pCPU that takes the card's physical interrupts.</param>
/// <param name="CardVcpu">The vCPU to which the card's event channel is bound.</param>
/// <param name="InterfaceVcpus">By interface: the vCPU to which its event channel is bound.</param>
internal sealed record InterruptPlacement(int CardCore, int CardVcpu, IReadOnlyList<int> InterfaceVcpus)
{
    /// <summary>That of a host without driver domain.</summary>
    public static InterruptPlacement None { get; } = new(0, 0, []);

    /// <summary>The placement of a host.</summary>
    /// <param name="host">The host, with a driver domain.</param>
    /// <param name="guests">By interface: its domain.</param>
    /// <exception cref="EmulationException">Something is bound to a vCPU or pCPU that is not there.</exception>
    public static InterruptPlacement For(HostPlan host, IReadOnlyList<DomainPlan> guests)
    {
        var driver = host.DriverDomain!;
        var plan = driver.Interrupts;
        var byHand = plan.Domains.ToDictionary(one => one.Domain, one => one.Vcpu, StringComparer.Ordinal);
        var rates = guests.Select(guest => PromisedLoad.RateOf(guest, driver.CardShaping)).ToList();
        List<InterruptSource> sources =
        [
            new(PromisedLoad.OfCard(rates.Sum(), host.Machine), plan.CardVcpu),
            .. guests.Select((guest, vif) => new InterruptSource(
                PromisedLoad.OfInterface(rates[vif], host.Machine), byHand.GetValueOrDefault(guest.Name, -1))),
        ];
        Check(host, sources);
        var vcpuOf = BalancerOf(plan.Balancer).Bind(sources, driver.Vcpus.Count);
        return new InterruptPlacement(CoreOf(driver, vcpuOf[0]), vcpuOf[0], vcpuOf[1..]);
    }

    /// <summary>The balancer of a kind.</summary>
    public static IInterruptBalancer BalancerOf(InterruptBalancerKind kind) => kind switch
    {
        InterruptBalancerKind.RoundRobin => new RoundRobinBalancer(),
        InterruptBalancerKind.BandwidthAware => new BandwidthAwareBalancer(),
        _ => new FixedBalancer(),
    };

    // Xen sends a physical interrupt to the pCPU of the vCPU that it is bound to; one that roams leaves it at pCPU 0.
    private static int CoreOf(DriverDomainPlan driver, int vcpu) => driver.NicInterruptCore >= 0
        ? driver.NicInterruptCore
        : driver.Vcpus[vcpu].Affinity is [var only] ? only : 0;

    private static void Check(HostPlan host, List<InterruptSource> sources)
    {
        var driver = host.DriverDomain!;
        var vcpus = driver.Vcpus.Count;
        if (sources.Exists(source => source.Vcpu >= vcpus))
        {
            throw new EmulationException(
                $"Host '{host.Name}' binds an event channel to vCPU {sources.Max(source => source.Vcpu)} of its driver "
                + $"domain, which has {vcpus}; bind it to 0 to {vcpus - 1}.");
        }

        if (driver.NicInterruptCore >= host.Cores)
        {
            throw new EmulationException(
                $"The card of host '{host.Name}' interrupts pCPU {driver.NicInterruptCore}, but there are "
                + $"{host.Cores}; name one of 0 to {host.Cores - 1}.");
        }
    }
}
