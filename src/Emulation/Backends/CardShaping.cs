using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>Sets up the token buckets before a card, and the class of each interface in them.</summary>
internal static class CardShaping
{
    // A class that no tree has: such packets go to the tree's default class.
    private const int Unclassified = -1;

    /// <summary>The discipline, and by interface its class.</summary>
    public static (IQueueingDiscipline Discipline, int[] Classes) Create(NetworkBackendWiring wiring)
    {
        var plan = wiring.CardShaping ?? new CardShapingPlan();
        if (plan.TokenBucket is { } bucket)
        {
            return (new TokenBucketFilter(bucket, VirtualTime.Zero), new int[wiring.Guests.Count]);
        }

        if (plan.Tree is { } tree)
        {
            var classOf = plan.Classes.ToDictionary(one => one.Domain, one => one.ClassId);
            return (
                new HierarchicalTokenBucket(tree, VirtualTime.Zero),
                [.. wiring.Domains.Select(domain => classOf.GetValueOrDefault(domain.Name, Unclassified))]);
        }

        var options = HtbOptions.ForCard(
            Math.Max(wiring.CardBitsPerSecond, 8),
            wiring.Shaping,
            plan.TenantClasses ? [.. wiring.Domains.Select(domain => domain.Tenant)] : []);
        return (
            new HierarchicalTokenBucket(options, VirtualTime.Zero),
            [.. wiring.Shaping.Select((shaping, vif) =>
                shaping is null ? HierarchicalTokenBucket.Direct : HtbOptions.FirstDomainClass + vif)]);
    }
}
