using Xenisol.Silo;

namespace Xenisol.Client.Runs;

/// <summary>A cluster of this command's own: a silo in this process, and child processes.</summary>
internal sealed class EmbeddedCluster : ICluster
{
    private readonly EmbeddedSilo _silo;

    private EmbeddedCluster(EmbeddedSilo silo) => _silo = silo;

    public IGrainFactory Grains => _silo.Client;

    public string Gateway => _silo.Endpoint.Gateway.ToString();

    /// <exception cref="InvalidOperationException">A child process did not start.</exception>
    public static async Task<ICluster> Start(int silos, CancellationToken cancellation) =>
        new EmbeddedCluster(await EmbeddedSilo.StartAsync(silos, cancellation));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
