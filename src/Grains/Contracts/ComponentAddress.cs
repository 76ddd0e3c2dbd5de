using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains;

/// <summary>Where a component is found.</summary>
/// <param name="Key">The key of its grain: <c>run/host/kind/name</c>.</param>
/// <param name="Kind">Its kind, which tells the grain's interface.</param>
/// <param name="Name">Its name among components of the kind on the host.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.component-address")]
public sealed record ComponentAddress(
    [property: Id(0)] string Key,
    [property: Id(1)] ComponentKind Kind,
    [property: Id(2)] string Name);
