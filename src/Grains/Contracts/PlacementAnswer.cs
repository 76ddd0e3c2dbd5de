namespace Xenisol.Grains;

/// <summary>A plan with every domain placed, or the reason why that cannot be.</summary>
/// <param name="Plan">The plan; empty if it was refused.</param>
/// <param name="Refusal">Which domain fits nowhere and what was left; empty if everything was placed.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.placement-answer")]
public sealed record PlacementAnswer([property: Id(0)] byte[] Plan, [property: Id(1)] string Refusal);
