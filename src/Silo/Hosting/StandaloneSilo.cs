using System.Runtime.InteropServices;

namespace Xenisol.Silo;

/// <summary>
/// A silo that is a process of its own: a server that runs are sent to, or a child of an embedded one.
/// </summary>
public static class StandaloneSilo
{
    private const int BadInput = 2;
    private const int Failure = 1;

    /// <summary>Runs a silo until it is told to end.</summary>
    /// <returns>0; 2 for bad options; 1 if it did not start.</returns>
    public static async Task<int> ExecuteAsync(IReadOnlyList<string> arguments)
    {
        SiloOptions options;
        try
        {
            options = SiloOptions.Parse(arguments);
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return BadInput;
        }

        // Ctrl-C reaches every process of the terminal; a child must outlive it, so that its parent can stop the run
        // at a boundary and keep the result. It ends with its standard input.
        using var ended = new CancellationTokenSource();
        using var ignored = new CancellationTokenSource();
        using var terminate = OnSignal(PosixSignal.SIGTERM, ended);
        using var interrupt = OnSignal(PosixSignal.SIGINT, options.IsChild ? ignored : ended);
        if (options.IsChild)
        {
            _ = EndWithInput(ended);
        }

        try
        {
            await RunAsync(options, Console.Out, ended.Token);
            return 0;
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // The silo that it was about to join may have gone before it.
            return 0;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"The silo failed: {fault.GetType().Name}: {fault.Message}");
            return Failure;
        }
    }

    /// <summary>Starts the silo, says where it is, and ends it when told.</summary>
    /// <param name="options">Where it listens and whom it joins.</param>
    /// <param name="output">Takes one line when it is ready.</param>
    /// <param name="end">Ends it.</param>
    public static async Task RunAsync(SiloOptions options, TextWriter output, CancellationToken end)
    {
        await using var silo = await SiloProcess.StartAsync(
            options.Endpoint, options.Primary, options.Telemetry, () => end.IsCancellationRequested, end);
        await output.WriteLineAsync(
            options.IsChild
                ? SiloOptions.ReadyLine
                : $"silo {options.Endpoint.Silo}, clients connect to {options.Endpoint.Gateway}");
        await output.FlushAsync(CancellationToken.None);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = end.Register(told.SetResult);
        await told.Task;
    }

    /// <summary>Ends a child when its parent closes its standard input, or dies; while it starts too.</summary>
    private static Task EndWithInput(CancellationTokenSource ended) => Task.Run(() =>
    {
        while (Console.In.ReadLine() is not null)
        {
            // Nothing is said on it; only its end counts.
        }

        ended.Cancel();
    });

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource ended) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ended.Cancel();
        });
}
