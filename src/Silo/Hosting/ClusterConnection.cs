using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Xenisol.Silo;

/// <summary>A client's connection to a cluster that runs elsewhere.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IHost _host;

    private ClusterConnection(IHost host)
    {
        _host = host;
        Client = host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>Reaches the cluster.</summary>
    public IClusterClient Client { get; }

    /// <summary>Connects to a silo's gateway.</summary>
    /// <param name="gateway">Where the silo listens for clients.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">Nobody answers there.</exception>
    public static async Task<ClusterConnection> ConnectAsync(
        IPEndPoint gateway, CancellationToken cancellation = default)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(gateway);
            client.AddActivityPropagation();
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = SiloConfiguration.ClusterName;
                options.ServiceId = SiloConfiguration.ClusterName;
            });
        });
        var host = builder.Build();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await SiloEndpoint.Knock(gateway, limit.Token);
            await host.StartAsync(limit.Token);
            return new ClusterConnection(host);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            host.Dispose();
            throw new InvalidOperationException(
                $"No Xenisol silo answers at {gateway}: {error.Message.TrimEnd('.')}. Start one, or name another "
                    + "address.",
                error);
        }
    }

    /// <summary>Disconnects.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
