using Xenisol.Client.Runs;
using Xenisol.Client.Terminals;

namespace Xenisol.Client.Experiments;

/// <summary>One experiment from its options to its exit code.</summary>
internal sealed class ExperimentSession(Terminal terminal, Experiment experiment, ExperimentOptions options)
{
    /// <summary>Checks everything, runs the cells, prints and writes what came of them.</summary>
    public int Run(CancellationToken interrupted)
    {
        List<string> faults = [];
        var cells = PreparedCell.All(experiment, options.Settings, faults);
        using var files = ExperimentFiles.Open(options, faults);
        if (faults.Count > 0)
        {
            faults.ForEach(terminal.WriteError);
            return ExitCode.BadInput;
        }

        IReadOnlyList<CellResult> done;
        using (var progress = ProgressViews.For(terminal, options.IsQuiet, TimeProvider.System))
        {
            done = new ExperimentRunner(options.Threads, progress, TimeProvider.System).Run(cells, interrupted);
        }

        ExperimentResult result = new(experiment, options.Settings, done, cells.Count);
        return Finish(files, result);
    }

    private int Finish(ExperimentFiles files, ExperimentResult result)
    {
        var report = result.Cells.Count == 0 ? ExperimentReport.Empty : experiment.Report(result);
        if (options.Json == OutputPath.StandardOutput)
        {
            terminal.Out.Write(ExperimentData.Json(result));
        }
        else
        {
            ExperimentText.Write(terminal.Out, result, report, terminal.OutWidth);
        }

        terminal.Out.Flush();
        var isWritten = true;
        try
        {
            files.Write(result, report);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            terminal.WriteError($"The result could not be written: {fault.Message}");
            isWritten = false;
        }

        return !result.IsComplete ? ExitCode.Interrupted : isWritten ? ExitCode.Success : ExitCode.Failure;
    }
}
