using System.Collections.Concurrent;
using System.Net;
using Xenisol.Silo;

namespace Xenisol.Client.Tests.Tracing;

public sealed class SiloTelemetryTests
{
    [Fact]
    public async Task A_silo_exports_its_own_metrics_to_the_collector_that_it_is_told()
    {
        ConcurrentQueue<(string Path, long Bytes)> taken = [];
        var endpoint = SiloEndpoint.FreeOnLoopback();
        using HttpListener collector = new();
        var address = new Uri($"http://127.0.0.1:{SiloEndpoint.FreeOnLoopback().GatewayPort}/");
        collector.Prefixes.Add(address.ToString());
        collector.Start();
        var loop = Task.Run(
            async () =>
            {
                while (collector.IsListening)
                {
                    var context = await collector.GetContextAsync();
                    taken.Enqueue((context.Request.Url!.AbsolutePath, context.Request.ContentLength64));
                    context.Response.Close();
                }
            },
            TestContext.Current.CancellationToken);

        // What is not yet exported is flushed when the silo ends.
        using CancellationTokenSource end = new();
        await using FirstLine output = new();
        var silo = StandaloneSilo.RunAsync(
            new SiloOptions(endpoint, null, IsChild: false) { Telemetry = address }, output, end.Token);
        await output.Written;
        await using (var cluster = await ClusterConnection.ConnectAsync(
            endpoint.Gateway, TestContext.Current.CancellationToken))
        {
            Assert.NotNull(cluster);
        }

        await end.CancelAsync();
        await silo;
        collector.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => loop);

        Assert.Contains(taken, export => export is { Path: "/v1/metrics", Bytes: > 0 });
    }

    /// <summary>Tells when the silo said that it is ready.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public override Task WriteLineAsync(string? value)
        {
            _written.TrySetResult();
            return base.WriteLineAsync(value);
        }
    }
}
