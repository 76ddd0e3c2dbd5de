using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Shaping;

/// <summary>A host's token buckets as they were written, before the names of domains are looked up.</summary>
/// <param name="On">Whether anything is shaped.</param>
/// <param name="Plan">The buckets; its domains are filled in by <see cref="ShapingCheck"/>.</param>
/// <param name="Leaves">Which domains send through which leaf.</param>
internal sealed record BoundShaping(bool On, CardShapingPlan Plan, IReadOnlyList<BoundLeaf> Leaves)
{
    /// <summary>A tree made from the plans, a leaf a domain.</summary>
    public static BoundShaping FromPlans { get; } = new(true, new CardShapingPlan(), []);

    /// <summary>Nothing is shaped.</summary>
    public static BoundShaping None { get; } = FromPlans with { On = false };
}
