using Xenisol.Client.Commands;
using Xenisol.Client.Reports;
using Xenisol.Scenarios;

namespace Xenisol.Client.Runs;

/// <summary>
/// The files that a run writes. They are opened before it starts, so that a path that cannot be written is bad input
/// and not a lost result.
/// </summary>
internal sealed class RunFiles : IDisposable
{
    private const string SummaryName = "summary.json";
    private const string LogName = "commands.jsonl";
    private const string ReportName = "report.txt";

    private static readonly string[] FolderFiles = [SummaryName, LogName, ReportName];

    private readonly Dictionary<string, (string Option, OutputFile File)> _outputs = [];
    private readonly Dictionary<string, string> _inputs;

    private RunFiles(RunOptions options, IReadOnlyList<ScenarioInput> read)
    {
        _inputs = new() { [Target(options.Scenario)] = "the scenario" };
        if (options.Replay is { } log)
        {
            _inputs[Target(log)] = "the log of --replay";
        }

        foreach (var input in read)
        {
            _inputs[Target(input.Path)] = input.Role;
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
    /// <param name="options">What was asked for.</param>
    /// <param name="read">What the scenario was read with; none of it is overwritten.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static RunFiles Open(RunOptions options, IReadOnlyList<ScenarioInput> read, List<string> faults)
    {
        RunFiles files = new(options, read);
        files.Trace = files.Create("--trace", options.Trace, faults);
        files.Messages = files.Create("--messages", options.Messages, faults);
        files.Timeline = files.Create("--timeline", options.Timeline, faults, bufferSize: 0);
        files.Json = options.Json == OutputPath.StandardOutput ? null : files.Create("--json", options.Json, faults);
        files.Folder = options.Out;
        if (options.Out is { } folder && Array.TrueForAll(
            FolderFiles, name => files.IsFree($"--out {folder}", Path.Combine(folder, name), "folder", faults)))
        {
            OutputPath.CreateFolder("--out", folder, faults);
        }

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

        File.WriteAllBytes(Path.Combine(Folder, SummaryName), summary);
        CommandLogFile.Write(Path.Combine(Folder, LogName), outcome.Result.Commands);
        using StreamWriter report = new(Path.Combine(Folder, ReportName)) { NewLine = "\n" };
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

        if (!IsFree($"{option} {path}", path, "file", faults))
        {
            return null;
        }

        var full = Target(path);
        OutputFile? created = null;
        OutputPath.Try(
            option, path, faults, () => _outputs.Add(full, (option, created = new OutputFile(path, bufferSize))));
        return created;
    }

    /// <summary>Whether nothing is read from a path and nothing else written there.</summary>
    private bool IsFree(string option, string path, string kind, List<string> faults)
    {
        var full = Target(path);
        if (_inputs.GetValueOrDefault(full) is { } input)
        {
            var subject = kind == "file" ? "this" : Path.GetFileName(path);
            faults.Add($"{option}: {subject} is {input}, which would be lost; name another {kind}.");
            return false;
        }

        if (_outputs.TryGetValue(full, out var other))
        {
            faults.Add($"{option}: {other.Option} is written there already; name another {kind}.");
            return false;
        }

        return true;
    }

    /// <summary>The file that a path means in the end, through links.</summary>
    private static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            // It does not exist, or leads nowhere: opening it says what is wrong.
            return Path.GetFullPath(path);
        }
    }
}
