using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A disk.</summary>
[HostPlacement]
internal sealed class DiskGrain(RunDirectory directory) : ComponentGrain(directory), IDiskGrain;
