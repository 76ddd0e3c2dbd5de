using System.Diagnostics;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains.Components;

/// <summary>Finds the grain of a component: each kind has an interface of its own.</summary>
public static class ComponentGrains
{
    /// <summary>The grain of a component.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="kind">The component's kind.</param>
    /// <param name="key">Its key, <c>run/host/kind/name</c>.</param>
    public static IComponentGrain Get(IGrainFactory grains, ComponentKind kind, string key) => kind switch
    {
        ComponentKind.HostScheduler => grains.GetGrain<IHostSchedulerGrain>(key),
        ComponentKind.PhysicalCore => grains.GetGrain<IPhysicalCoreGrain>(key),
        ComponentKind.Domain => grains.GetGrain<IDomainGrain>(key),
        ComponentKind.EventChannel => grains.GetGrain<IEventChannelGrain>(key),
        ComponentKind.BackendDriver => grains.GetGrain<IBackendDriverGrain>(key),
        ComponentKind.NetworkCard => grains.GetGrain<INetworkCardGrain>(key),
        ComponentKind.Fabric => grains.GetGrain<IFabricGrain>(key),
        ComponentKind.Disk => grains.GetGrain<IDiskGrain>(key),
        ComponentKind.Client => grains.GetGrain<IClientGrain>(key),
        _ => throw new UnreachableException($"Component kind {kind} has no grain."),
    };
}
