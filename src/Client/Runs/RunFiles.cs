using Xenisol.Client.Commands;
using Xenisol.Client.Reports;

namespace Xenisol.Client.Runs;

/// <summary>
/// The files that a run writes. They are opened before it starts, so that a path that cannot be written is bad input
/// and not a lost result.
/// </summary>
internal sealed class RunFiles : IDisposable
{
    private const string StandardOutput = "-";

    private readonly List<Stream> _streams = [];

    private RunFiles()
    {
    }

    public Stream? Trace { get; private set; }

    public Stream? Messages { get; private set; }

    public FileStream? Json { get; private set; }

    /// <summary>The folder of <c>--out</c>; null if none was asked for.</summary>
    public string? Folder { get; private set; }

    /// <summary>Opens what was asked for, or says which path cannot be written and why.</summary>
    public static RunFiles Open(RunOptions options, List<string> faults)
    {
        RunFiles files = new();
        files.Trace = files.Create("--trace", options.Trace, faults);
        files.Messages = files.Create("--messages", options.Messages, faults);
        files.Json = options.Json == StandardOutput ? null : files.Create("--json", options.Json, faults);
        files.Folder = options.Out;
        if (options.Out is { } folder)
        {
            Try("--out", folder, faults, () => Directory.CreateDirectory(folder));
        }

        return files;
    }

    /// <summary>Writes summary, report and command log.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void WriteResult(RunOutcome outcome)
    {
        var summary = JsonSummary.Write(outcome);
        Json?.Write(summary);
        Json?.Flush();
        if (Folder is null)
        {
            return;
        }

        File.WriteAllBytes(Path.Combine(Folder, "summary.json"), summary);
        CommandLogFile.Write(Path.Combine(Folder, "commands.jsonl"), outcome.Result.Commands);
        using StreamWriter report = new(Path.Combine(Folder, "report.txt")) { NewLine = "\n" };
        RunText.Write(report, outcome, width: 0);
    }

    /// <summary>Closes the files; a summary of a run that gave no result is not left behind empty.</summary>
    public void Dispose()
    {
        var unwritten = Json is { Length: 0 } json ? json.Name : null;
        _streams.ForEach(stream => stream.Dispose());
        if (unwritten is not null)
        {
            File.Delete(unwritten);
        }
    }

    private FileStream? Create(string option, string? path, List<string> faults)
    {
        FileStream? created = null;
        if (path is not null)
        {
            Try(option, path, faults, () => _streams.Add(created = File.Create(path)));
        }

        return created;
    }

    private static void Try(string option, string path, List<string> faults, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"{option} {path}: it cannot be written: {fault.Message}");
        }
    }
}
