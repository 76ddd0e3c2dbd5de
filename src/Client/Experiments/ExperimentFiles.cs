using System.Text;

using Xenisol.Client.Plots;
using Xenisol.Client.Runs;

namespace Xenisol.Client.Experiments;

/// <summary>The files that an experiment writes, opened before it starts.</summary>
internal sealed class ExperimentFiles : IDisposable
{
    private readonly OutputFile? _json;
    private readonly string? _folder;

    private ExperimentFiles(OutputFile? json, string? folder)
    {
        _json = json;
        _folder = folder;
    }

    /// <summary>Opens what was asked for, or says which path cannot be written and why.</summary>
    public static ExperimentFiles Open(ExperimentOptions options, List<string> faults)
    {
        OutputPath.CreateFolder("--out", options.Out, faults);
        return new ExperimentFiles(
            options.Json == OutputPath.StandardOutput ? null : OutputPath.CreateFile("--json", options.Json, faults),
            options.Out);
    }

    /// <summary>Writes data, report, figures, and the scenario of every cell.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(ExperimentResult result, ExperimentReport report)
    {
        var json = ExperimentData.Json(result);
        var stream = _json?.Begin();
        stream?.Write(Encoding.UTF8.GetBytes(json));
        stream?.Flush();
        if (_folder is null)
        {
            return;
        }

        File.WriteAllText(Path.Combine(_folder, "data.json"), json);
        File.WriteAllText(Path.Combine(_folder, "data.csv"), ExperimentData.Csv(result));
        using (StreamWriter text = new(Path.Combine(_folder, "report.txt")) { NewLine = "\n" })
        {
            ExperimentText.Write(text, result, report, width: 0);
        }

        foreach (var figure in report.Figures)
        {
            FigureFile.Write(_folder, figure);
        }

        var cells = Directory.CreateDirectory(Path.Combine(_folder, "cells")).FullName;
        foreach (var cell in result.Cells)
        {
            File.WriteAllText(Path.Combine(cells, $"{cell.Name}.yaml"), cell.Prepared.Scenario());
        }
    }

    public void Dispose() => _json?.Dispose();
}
