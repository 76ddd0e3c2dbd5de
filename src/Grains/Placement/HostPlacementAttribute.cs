using Orleans.Placement;

namespace Xenisol.Grains.Placement;

/// <summary>Marks grain classes that are placed beside their host.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
internal sealed class HostPlacementAttribute() : PlacementAttribute(HostPlacement.Singleton);
