namespace Xenisol.Grains;

/// <summary>One value of a component.</summary>
/// <param name="Name">What it is, with the unit as the last word.</param>
/// <param name="Value">The value.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.named-value")]
public sealed record NamedValue([property: Id(0)] string Name, [property: Id(1)] long Value);
