using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A physical core.</summary>
[HostPlacement]
internal sealed class PhysicalCoreGrain(RunDirectory directory) : ComponentGrain(directory), IPhysicalCoreGrain;
