using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A network card.</summary>
[HostPlacement]
internal sealed class NetworkCardGrain(RunDirectory directory) : ComponentGrain(directory), INetworkCardGrain;
