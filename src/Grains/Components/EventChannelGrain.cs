using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>An event channel.</summary>
[HostPlacement]
internal sealed class EventChannelGrain(RunDirectory directory) : ComponentGrain(directory), IEventChannelGrain;
