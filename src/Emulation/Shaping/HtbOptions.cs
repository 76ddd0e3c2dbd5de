using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Shaping;

/// <summary>A tree of classes as <c>tc qdisc add … htb</c> and its classes describe it.</summary>
public sealed record HtbOptions
{
    /// <summary>The class of the card in <see cref="ForCard"/>.</summary>
    public const int CardClass = 1;

    /// <summary>The class of the first domain in <see cref="ForCard"/>; the others follow.</summary>
    public const int FirstDomainClass = 16;

    /// <summary>All classes, in any order.</summary>
    public required IReadOnlyList<HtbClassOptions> Classes { get; init; }

    /// <summary>
    /// The class of packets that belong to none; 0, or an inner or missing class, lets them bypass the tree.
    /// </summary>
    public int DefaultClass { get; init; }

    /// <summary>Packets that may wait to bypass the tree.</summary>
    public int DirectLimitPackets { get; init; } = 1_000;

    /// <summary>
    /// Linux's module parameter <c>htb_hysteresis</c>: a class leaves a mode only when its debt reaches a whole bucket.
    /// Fewer changes of mode, coarser shaping.
    /// </summary>
    public bool Hysteresis { get; init; }

    /// <summary>tc's r2q: a quantum that is not given is the rate in bytes per second divided by this.</summary>
    public int RateToQuantum { get; init; } = 10;

    /// <summary>One root class with the rate of a card, and under it one leaf per domain.</summary>
    /// <param name="cardBitsPerSecond">The rate of the card.</param>
    /// <param name="domains">Each domain's class, in order; domain <c>i</c> gets class id
    /// <see cref="FirstDomainClass"/> + <c>i</c>. Null for a domain that bypasses the tree.</param>
    /// <param name="tenants">Each domain's tenant, in order: leaves of the same tenant, if it has several, stand under
    /// a class of the tenant. None lets all stand under the card.</param>
    public static HtbOptions ForCard(
        long cardBitsPerSecond, IReadOnlyList<ShapingPlan?> domains, IReadOnlyList<string> tenants)
    {
        var classes = new List<HtbClassOptions>
        {
            new() { ClassId = CardClass, RateBitsPerSecond = cardBitsPerSecond },
        };
        var leaves = new List<(HtbClassOptions Leaf, string Tenant)>();
        for (var i = 0; i < domains.Count; i++)
        {
            if (domains[i] is { } plan)
            {
                leaves.Add((Leaf(FirstDomainClass + i, plan), tenants.Count == 0 ? "" : tenants[i]));
            }
        }

        // GroupBy keeps the order in which tenants first appear.
        var nextClass = FirstDomainClass + domains.Count;
        foreach (var group in leaves.GroupBy(one => one.Tenant, one => one.Leaf))
        {
            var several = group.Key.Length > 0 && group.Count() > 1;
            var parent = several ? nextClass++ : CardClass;
            if (several)
            {
                classes.Add(Tenant(parent, cardBitsPerSecond, [.. group]));
            }

            classes.AddRange(group.Select(leaf => leaf with { Parent = parent }));
        }

        return new HtbOptions { Classes = classes };
    }

    /// <summary>The class of a tenant: what its leaves are promised, and what they may use together.</summary>
    private static HtbClassOptions Tenant(int classId, long card, HtbClassOptions[] leaves)
    {
        var rate = leaves.Sum(leaf => leaf.RateBitsPerSecond);
        return new HtbClassOptions
        {
            ClassId = classId,
            Parent = CardClass,
            RateBitsPerSecond = rate,
            CeilBitsPerSecond = Math.Max(rate, Math.Min(card, leaves.Sum(leaf => leaf.CeilBitsPerSecond))),
            BurstBytes = leaves.Sum(leaf => leaf.BurstBytes),
            CeilBurstBytes = leaves.Sum(leaf => leaf.CeilBurstBytes),
        };
    }

    private static HtbClassOptions Leaf(int classId, ShapingPlan plan) => new()
    {
        ClassId = classId,
        RateBitsPerSecond = plan.RateBitsPerSecond,
        CeilBitsPerSecond = plan.CeilBitsPerSecond,
        BurstBytes = plan.BurstBytes,
        CeilBurstBytes = plan.CeilBurstBytes,
        Priority = plan.Priority,
        QuantumBytes = plan.QuantumBytes,
    };
}
