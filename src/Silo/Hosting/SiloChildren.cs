using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Xenisol.Silo;

/// <summary>
/// Silos in child processes. Each child ends when its standard input ends, so that none survives this process, however
/// it dies.
/// </summary>
internal sealed class SiloChildren : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SignalLimit = TimeSpan.FromMilliseconds(200);

    private readonly List<Process> _children = [];

    /// <summary>The processes' numbers.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _children.Select(child => child.Id)];

    /// <summary>Starts children and waits until each has joined.</summary>
    public async Task StartAsync(int count, IPEndPoint primary, CancellationToken cancellation)
    {
        for (var i = 0; i < count; i++)
        {
            _children.Add(Start(SiloEndpoint.FreeOnLoopback(), primary));
        }

        foreach (var child in _children)
        {
            await WaitUntilReady(child, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children)
        {
            child.StandardInput.Close();
        }

        foreach (var child in _children)
        {
            using var limit = new CancellationTokenSource(EndLimit);
            try
            {
                await child.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                child.Kill();
            }

            child.Dispose();
        }

        _children.Clear();
    }

    private static Process Start(SiloEndpoint endpoint, IPEndPoint primary)
    {
        var start = new ProcessStartInfo(DotnetPath())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(SiloChildren).Assembly.Location);
        foreach (var argument in SiloOptions.ForChild(endpoint, primary))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
    }

    /// <summary>The host of this very runtime, wherever it is installed.</summary>
    private static string DotnetPath()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var installed = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(installed) ? installed : name;
    }

    private static async Task WaitUntilReady(Process child, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        string? line;
        try
        {
            line = await child.StandardOutput.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            line = "nothing within 30 s";
        }

        if (line != SiloOptions.ReadyLine)
        {
            // A signal to all processes of a terminal may end a child before we are told of it.
            await Task.Delay(SignalLimit, cancellation);
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The silo in child process {child.Id} did not start; it said: {line ?? "nothing, and ended"}."));
        }
    }
}
