namespace Xenisol.Grains;

/// <summary>The saved state of components at a boundary.</summary>
/// <param name="AtNanoseconds">The boundary.</param>
/// <param name="First">The identity of the first component.</param>
/// <param name="States">The saved states of components with consecutive identities.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.captured-state")]
public sealed record CapturedState(
    [property: Id(0)] long AtNanoseconds,
    [property: Id(1)] int First,
    [property: Id(2)] IReadOnlyList<byte[]> States);
