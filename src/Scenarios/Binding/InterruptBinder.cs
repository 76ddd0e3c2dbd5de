using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>interrupts</c> of a driver domain: the name of a balancer, or a mapping.</summary>
internal static class InterruptBinder
{
    private const string Key = "interrupts";
    private const long LimitNanosecondsMin = 1_000;
    private const long LimitNanosecondsMax = 10_000_000_000;

    private static readonly string[] Balancers = ["fixed", "round-robin", "bandwidth-aware"];

    /// <summary>The plan, and which domains' channels are bound by hand; their names are checked once all are known.
    /// </summary>
    public static (InterruptPlan Plan, IReadOnlyList<BoundInterrupt> Bindings) Bind(Section driverDomain, int vcpus)
    {
        if (driverDomain.Find(Key) is not MappingNode)
        {
            return (new InterruptPlan { Balancer = Kind(driverDomain.Word(Key, Balancers)) }, []);
        }

        Section section = driverDomain.Child(Key)!;
        InterruptPlan plan = new()
        {
            Balancer = Kind(section.Word("balancer", Balancers)),
            CardVcpu = section.Has("card") ? section.Whole("card", 0, 0, vcpus - 1) : -1,
            UpcallLimit = Limit(section),
        };
        List<BoundInterrupt> bindings = [];
        if (section.Child("domains") is Section domains)
        {
            foreach (string domain in domains.Keys)
            {
                int vcpu = domains.Whole(domain, 0, 0, vcpus - 1);
                bindings.Add(new BoundInterrupt(domain, vcpu, domains.Find(domain)?.Position ?? domains.Position));
            }
        }

        section.Finish();
        return (plan, bindings);
    }

    private static InterruptBalancerKind Kind(string word) => (InterruptBalancerKind)Array.IndexOf(Balancers, word);

    private static Duration Limit(Section section) =>
        section.Find("upcallLimit") is null or ScalarNode { Text: "off" }
            ? Duration.Zero
            : section.Time("upcallLimit", Duration.Zero, LimitNanosecondsMin, LimitNanosecondsMax);
}
