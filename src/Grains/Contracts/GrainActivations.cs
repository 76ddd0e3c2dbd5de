namespace Xenisol.Grains;

/// <summary>How many activations a grain class has.</summary>
/// <param name="GrainClass">The class without its namespace.</param>
/// <param name="Count">Activations on all silos.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.activations")]
public sealed record GrainActivations([property: Id(0)] string GrainClass, [property: Id(1)] int Count);
