using Xenisol.Client.Commands;
using Xenisol.Client.Reports;
using Xenisol.Client.Terminals;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;
using Xenisol.Grains;
using Xenisol.Silo;

namespace Xenisol.Client.Runs;

/// <summary>One run from the command line to its exit code.</summary>
internal sealed class RunSession
{
    private readonly Terminal _terminal;
    private readonly RunOptions _options;
    private readonly RunEndpoints _endpoints;

    public RunSession(Terminal terminal, RunOptions options, RunEndpoints endpoints)
    {
        _terminal = terminal;
        _options = options;
        _endpoints = endpoints;
    }

    /// <summary>Runs, and prints; an interruption stops the run at its next boundary and keeps what there is.</summary>
    public async Task<int> Run(CancellationToken interrupted)
    {
        var (inputs, faults) = RunInputs.Load(_options);
        if (inputs is null)
        {
            return Refuse(faults);
        }

        List<string> unwritable = [];
        using var files = RunFiles.Open(_options, inputs.Files, unwritable);
        if (unwritable.Count > 0)
        {
            return Refuse(unwritable);
        }

        try
        {
            await using var cluster = _options.Cluster is { } address
                ? await RemoteCluster.Connect(address, interrupted)
                : await EmbeddedCluster.Start(_options.Silos, interrupted);
            return await Run(cluster, inputs, files, interrupted);
        }
        catch (Exception fault) when (fault is RunFailedException or IOException or InvalidOperationException)
        {
            _terminal.WriteError(fault.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            _terminal.WriteError("Interrupted before the run began.");
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> Run(ICluster cluster, RunInputs inputs, RunFiles files, CancellationToken interrupted)
    {
        var name = RunName.For(_options, inputs.Plan.Name);
        var run = cluster.Grains.GetGrain<IRunGrain>(name);
        await run.Start(new RunStart
        {
            Plan = RunPlanJson.Write(inputs.Plan),
            Granularity = _options.Granularity,
            Partitions = _options.Partitions,
            Pace = _options.Pace,
            WatchTraces = _options.WantsTraces,
            WatchMessages = _options.Messages is not null,
            WatchTimeline = _options.Timeline is not null,
            Replay = inputs.Replay,
        });
        try
        {
            using var registration = _endpoints.Register(name, cluster.Gateway);
            await using var watch = RunWatch.IsWanted(_options)
                ? RunWatch.Create(_options, files, RunPlanJson.Read((await run.GetLayout()).Plan))
                : null;
            await Follow(run, watch?.Follow(run) ?? Task.CompletedTask, interrupted);
            return Finish(inputs, files, await run.GetResult(), watch, interrupted);
        }
        finally
        {
            await run.Close();
        }
    }

    private async Task Follow(IRunGrain run, Task watching, CancellationToken interrupted)
    {
        var showing = ShowProgress(run, interrupted);
        if (await Task.WhenAny(showing, watching) == watching && watching.IsFaulted)
        {
            // The run waits for what it lets see to be taken; nobody would take it any more.
            await run.Stop();
        }

        await showing;
        await watching;
    }

    private async Task ShowProgress(IRunGrain run, CancellationToken interrupted)
    {
        using var view = ProgressViews.For(_terminal, _options.Quiet, TimeProvider.System);
        var stopping = Task.CompletedTask;
        using var registration = interrupted.Register(() => stopping = run.Stop());
        await foreach (var progress in run.Watch(CancellationToken.None))
        {
            view.Show(ProgressLine.Of(progress));
        }

        await stopping;
    }

    private int Finish(
        RunInputs inputs, RunFiles files, RunResult result, RunWatch? watch, CancellationToken interrupted)
    {
        var plan = RunPlanJson.Read(result.Plan);
        watch?.Complete(result.VirtualNanoseconds);
        RunOutcome outcome = new(
            _options.Scenario,
            inputs.ScenarioHash,
            _options.Sets,
            plan,
            result,
            ReportBuilder.Build(plan, result.States, VirtualTime.FromNanoseconds(result.VirtualNanoseconds)),
            watch?.Traces,
            watch?.Timeline);
        var faults = new List<string>(watch?.Faults ?? []);
        Print(outcome);
        try
        {
            files.WriteResult(outcome);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The result could not be written: {fault.Message}");
        }

        faults.ForEach(_terminal.WriteError);
        return interrupted.IsCancellationRequested || result.Interrupted ? ExitCode.Interrupted
            : faults.Count > 0 ? ExitCode.Failure
            : outcome.Report.Promises.Any(promise => !promise.Kept) ? ExitCode.PromiseBroken
            : ExitCode.Success;
    }

    private void Print(RunOutcome outcome)
    {
        if (_options.Json == "-")
        {
            _terminal.Out.Write(System.Text.Encoding.UTF8.GetString(JsonSummary.Write(outcome)));
        }
        else
        {
            RunText.Write(_terminal.Out, outcome, _terminal.OutWidth);
        }

        _terminal.Out.Flush();
    }

    private int Refuse(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            _terminal.WriteError(fault);
        }

        return ExitCode.BadInput;
    }
}
