using System.Net;
using System.Net.Sockets;

using Polly;
using Polly.Retry;

using Xenisol.Silo;

namespace Xenisol.Client.Runs;

/// <summary>A cluster that runs elsewhere, reached through one gateway.</summary>
internal sealed class RemoteCluster : ICluster
{
    private static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder()
        .AddTimeout(TimeSpan.FromSeconds(20))
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder().Handle<InvalidOperationException>(),
        })
        .Build();

    private readonly ClusterConnection _connection;

    private RemoteCluster(ClusterConnection connection, string gateway)
    {
        _connection = connection;
        Gateway = gateway;
    }

    public IGrainFactory Grains => _connection.Client;

    public string Gateway { get; }

    /// <summary>Whether a text is <c>HOST:PORT</c>.</summary>
    public static bool IsAddress(string text) =>
        text.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(text.AsSpan(colon + 1), out var port)
        && port is > 0 and <= IPEndPoint.MaxPort;

    /// <summary>Connects, trying again for a while.</summary>
    /// <exception cref="IOException">Nobody answers there.</exception>
    public static async Task<ICluster> Connect(string address, CancellationToken cancellation)
    {
        try
        {
            var gateway = await Resolve(address, cancellation);
            var connection = await Retry.ExecuteAsync(
                async token => await ClusterConnection.ConnectAsync(gateway, token), cancellation);
            return new RemoteCluster(connection, gateway.ToString());
        }
        catch (Exception fault) when (fault is InvalidOperationException or SocketException
            or Polly.Timeout.TimeoutRejectedException)
        {
            throw new IOException($"The cluster at {address} cannot be reached: {fault.Message}", fault);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<IPEndPoint> Resolve(string address, CancellationToken cancellation)
    {
        if (IPEndPoint.TryParse(address, out var endpoint) && endpoint.Port > 0)
        {
            return endpoint;
        }

        var colon = address.LastIndexOf(':');
        var addresses = await Dns.GetHostAddressesAsync(address[..colon], cancellation);
        var port = int.Parse(address.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture);
        return new IPEndPoint(
            addresses.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0], port);
    }
}
