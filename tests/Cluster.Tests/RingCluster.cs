using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xenisol.Cluster.Tests.Rings;
using Xenisol.Grains.Hosting;
using Xenisol.Grains.Worlds;

namespace Xenisol.Cluster.Tests;

/// <summary>Silos of this process whose worlds are rings.</summary>
public abstract class RingCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster;

    protected RingCluster(short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IWorldFactory, RingWorldFactory>();
            silo.AddXenisolGrains();
        });
        _cluster = builder.Build();
    }

    public IClusterClient Client => _cluster.Client;

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
