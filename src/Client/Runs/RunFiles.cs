using Xenisol.Client.Commands;
using Xenisol.Client.Reports;

namespace Xenisol.Client.Runs;

/// <summary>
/// The files that a run writes. They are opened before it starts, so that a path that cannot be written is bad input
/// and not a lost result.
/// </summary>
internal sealed class RunFiles : IDisposable
{
    private readonly Dictionary<string, (string Option, OutputFile File)> _outputs = [];
    private readonly Dictionary<string, string> _inputs;

    private RunFiles(RunOptions options)
    {
        _inputs = new() { [Path.GetFullPath(options.Scenario)] = "the scenario" };
        if (options.Replay is { } log)
        {
            _inputs[Path.GetFullPath(log)] = "the log of --replay";
        }
    }

    public OutputFile? Trace { get; private set; }

    public OutputFile? Messages { get; private set; }

    /// <summary>Not buffered, so that what cannot be written is known where it is written.</summary>
    public OutputFile? Timeline { get; private set; }

    public OutputFile? Json { get; private set; }

    /// <summary>The folder of <c>--out</c>; null if none was asked for.</summary>
    public string? Folder { get; private set; }

    /// <summary>Opens what was asked for, or says which path cannot be written and why.</summary>
    public static RunFiles Open(RunOptions options, List<string> faults)
    {
        RunFiles files = new(options);
        files.Trace = files.Create("--trace", options.Trace, faults);
        files.Messages = files.Create("--messages", options.Messages, faults);
        files.Timeline = files.Create("--timeline", options.Timeline, faults, bufferSize: 0);
        files.Json = options.Json == OutputPath.StandardOutput ? null : files.Create("--json", options.Json, faults);
        files.Folder = options.Out;
        OutputPath.CreateFolder("--out", options.Out, faults);
        return files;
    }

    /// <summary>Writes summary, report and command log.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void WriteResult(RunOutcome outcome)
    {
        var summary = JsonSummary.Write(outcome);
        if (Json?.Begin() is { } json)
        {
            json.Write(summary);
            json.Flush();
        }

        if (Folder is null)
        {
            return;
        }

        File.WriteAllBytes(Path.Combine(Folder, "summary.json"), summary);
        CommandLogFile.Write(Path.Combine(Folder, "commands.jsonl"), outcome.Result.Commands);
        using StreamWriter report = new(Path.Combine(Folder, "report.txt")) { NewLine = "\n" };
        RunText.Write(report, outcome, width: 0);
    }

    /// <summary>Closes the files; those that nothing was written to are left as they were.</summary>
    public void Dispose()
    {
        foreach (var (_, file) in _outputs.Values)
        {
            file.Dispose();
        }
    }

    private OutputFile? Create(
        string option, string? path, List<string> faults, int bufferSize = OutputFile.UsualBuffer)
    {
        if (path is null)
        {
            return null;
        }

        var full = Path.GetFullPath(path);
        if (_inputs.GetValueOrDefault(full) is { } input)
        {
            faults.Add($"{option} {path}: this is {input}, which would be lost; name another file.");
            return null;
        }

        if (_outputs.TryGetValue(full, out var other))
        {
            faults.Add($"{option} {path}: {other.Option} is written there already; name another file.");
            return null;
        }

        OutputFile? created = null;
        OutputPath.Try(
            option, path, faults, () => _outputs.Add(full, (option, created = new OutputFile(path, bufferSize))));
        return created;
    }
}
