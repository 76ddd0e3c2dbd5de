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
    public static HtbOptions ForCard(long cardBitsPerSecond, IReadOnlyList<ShapingPlan?> domains)
    {
        var classes = new List<HtbClassOptions>
        {
            new() { ClassId = CardClass, RateBitsPerSecond = cardBitsPerSecond },
        };
        for (var i = 0; i < domains.Count; i++)
        {
            if (domains[i] is { } plan)
            {
                classes.Add(Leaf(FirstDomainClass + i, plan));
            }
        }

        return new HtbOptions { Classes = classes };
    }

    private static HtbClassOptions Leaf(int classId, ShapingPlan plan) => new()
    {
        ClassId = classId,
        Parent = CardClass,
        RateBitsPerSecond = plan.RateBitsPerSecond,
        CeilBitsPerSecond = plan.CeilBitsPerSecond,
        BurstBytes = plan.BurstBytes,
        CeilBurstBytes = plan.CeilBurstBytes,
        Priority = plan.Priority,
        QuantumBytes = plan.QuantumBytes,
    };
}
