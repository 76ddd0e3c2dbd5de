using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>The clients of a domain, or the remote end of its streams.</summary>
[HostPlacement]
internal sealed class ClientGrain(RunDirectory directory) : ComponentGrain(directory), IClientGrain;
