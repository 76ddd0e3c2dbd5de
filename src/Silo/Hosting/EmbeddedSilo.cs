using System.Globalization;

namespace Xenisol.Silo;

/// <summary>A cluster of one's own for one command: a silo in this process, and others in child processes.</summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly SiloProcess _silo;
    private readonly SiloChildren _children;

    private EmbeddedSilo(SiloProcess silo, SiloChildren children)
    {
        _silo = silo;
        _children = children;
    }

    /// <summary>Reaches the cluster without leaving the process.</summary>
    public IClusterClient Client => _silo.Client;

    /// <summary>Where other processes reach it.</summary>
    public SiloEndpoint Endpoint => _silo.Endpoint;

    /// <summary>Starts the silo on free loopback ports.</summary>
    /// <param name="silos">How many silos the cluster has, this one included; at least 1.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">A child process did not start.</exception>
    public static async Task<EmbeddedSilo> StartAsync(int silos = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(silos, 1);

        // What is interrupted before the cluster stands logs that as a failure, while it starts and while it is taken
        // down again; whoever gave up knows.
        var stands = false;
        var silo = await SiloProcess.StartAsync(
            SiloEndpoint.FreeOnLoopback(),
            primary: null,
            telemetry: null,
            () => !stands && cancellation.IsCancellationRequested,
            cancellation);
        var children = new SiloChildren();
        try
        {
            await children.StartAsync(silos - 1, silo.Endpoint.Silo, cancellation);
            await WaitForAll(silo.Client, silos, cancellation);
            stands = true;
        }
        catch
        {
            await children.DisposeAsync();
            await silo.DisposeAsync();
            throw;
        }

        return new EmbeddedSilo(silo, children);
    }

    /// <summary>Ends the children, then the silo.</summary>
    public async ValueTask DisposeAsync()
    {
        await _children.DisposeAsync();
        await _silo.DisposeAsync();
    }

    private static async Task WaitForAll(IClusterClient client, int silos, CancellationToken cancellation)
    {
        const int Attempts = 300;
        if (silos == 1)
        {
            return;
        }

        var management = client.GetGrain<Orleans.Runtime.IManagementGrain>(0);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var active = await management.GetHosts(onlyActive: true, cancellation);
            if (active.Count >= silos)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }

        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"Not all of {silos} silos joined the cluster within 30 s."));
    }
}
