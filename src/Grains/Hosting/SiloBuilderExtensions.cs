using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Hosting;

/// <summary>What a silo needs to hold Xenisol's grains.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Adds placement beside hosts, the directory of runs, and the count of calls.</summary>
    public static ISiloBuilder AddXenisolGrains(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IWorldFactory, PlannedWorldFactory>();
        builder.Services.AddSingleton<RunDirectory>();
        builder.Services.AddPlacementDirector<HostPlacement, HostPlacementDirector>();
        builder.AddIncomingGrainCallFilter<GrainCallCounter>();
        return builder;
    }
}
