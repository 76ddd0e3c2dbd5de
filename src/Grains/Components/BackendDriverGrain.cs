using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A backend driver.</summary>
[HostPlacement]
internal sealed class BackendDriverGrain(RunDirectory directory) : ComponentGrain(directory), IBackendDriverGrain;
