using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Xenisol.Silo;

/// <summary>A silo in this process.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloProcess(IHost host, SiloEndpoint endpoint)
    {
        _host = host;
        Endpoint = endpoint;
        Client = host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>Where it listens.</summary>
    public SiloEndpoint Endpoint { get; }

    /// <summary>Reaches the cluster without leaving the process.</summary>
    public IClusterClient Client { get; }

    /// <summary>Starts a silo.</summary>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="primary">The silo to join; null makes this one the first.</param>
    /// <param name="telemetry">The OTLP collector for the silo's own metrics and calls; null for none.</param>
    /// <param name="isQuiet">Asked at every error that the frameworks log: whether it is left out.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was told to give up, and did.</exception>
    public static async Task<SiloProcess> StartAsync(
        SiloEndpoint endpoint,
        IPEndPoint? primary,
        Uri? telemetry,
        Func<bool> isQuiet,
        CancellationToken cancellation)
    {
        // Nothing is read from the directory or the environment: a run depends on its options only.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddXenisolSilo(endpoint, primary ?? endpoint.Silo, isQuiet);
        if (telemetry is not null)
        {
            builder.AddSiloTelemetry(telemetry);
        }

        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
        }
        catch
        {
            host.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        return new SiloProcess(host, endpoint);
    }

    /// <summary>Leaves the cluster and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
