using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>The switch and its links.</summary>
[HostPlacement]
internal sealed class FabricGrain(RunDirectory directory) : ComponentGrain(directory), IFabricGrain;
