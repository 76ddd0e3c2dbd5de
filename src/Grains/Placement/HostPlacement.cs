namespace Xenisol.Grains.Placement;

/// <summary>Beside the host: partitions, hosts and components stand on the silo that advances the host.</summary>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.host-placement")]
internal sealed class HostPlacement : PlacementStrategy
{
    internal static readonly HostPlacement Singleton = new();
}
