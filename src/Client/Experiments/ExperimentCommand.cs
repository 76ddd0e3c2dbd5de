using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

using Xenisol.Client.Commands;
using Xenisol.Client.Reports;
using Xenisol.Client.Terminals;

namespace Xenisol.Client.Experiments;

/// <summary><c>xenisol experiment [NAME]</c>: what may be asked for; without a name, which there are.</summary>
internal static class ExperimentCommand
{
    private const int ThreadsMax = 1_024;

    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The experiment; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { _ => ExperimentCatalogue.All.Select(experiment => new CompletionItem(experiment.Name)) },
    };

    private static readonly Option<ulong?> Seed = CheckedOption.Of<ulong>(
        "--seed", "N", "Seed of whatever is drawn, and of every cell.",
        "a whole number from 0 to 2^64 - 1",
        text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null);

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Shorter and rougher, to see what it is like.",
    };

    private static readonly Option<string[]> Sets = SetOption.Create();

    private static readonly Option<string?> Out = CheckedOption.Text(
        "--out", "DIR", "Write data.csv, data.json, report.txt, each figure as SVG and PNG, and each cell's scenario.");

    private static readonly Option<string?> Json = CheckedOption.Text(
        "--json", "FILE|-", "Write the data as JSON; - prints it, and nothing else, to standard output.");

    private static readonly Option<int?> Threads = CheckedOption.Of<int>(
        "--threads", "N", "How many cells run beside each other; by default one on each core of this machine.",
        $"a whole number from 1 to {ThreadsMax}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is >= 1 and <= ThreadsMax ? value : null);

    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Show no progress." };

    public static Command Create(Terminal terminal)
    {
        Command command = new("experiment", "Run one of the experiments that ship; without a name, list them.")
        {
            Name, Seed, Quick, Sets, Out, Json, Threads, Quiet,
        };
        command.SetAction((parsed, interrupted) => parsed.GetValue(Name) is { } name
            ? Task.Run(() => Run(terminal, name, OptionsOf(parsed), interrupted), CancellationToken.None)
            : Task.FromResult(List(terminal)));
        return command;
    }

    private static int Run(Terminal terminal, string name, ExperimentOptions options, CancellationToken interrupted)
    {
        if (ExperimentCatalogue.Find(name, out var fault) is { } experiment)
        {
            return new ExperimentSession(terminal, experiment, options).Run(interrupted);
        }

        terminal.WriteError(fault);
        return ExitCode.BadInput;
    }

    private static int List(Terminal terminal)
    {
        TextTable table = new(
            new TextColumn("Experiment", AlignsLeft: true), new TextColumn("What it shows", AlignsLeft: true));
        foreach (var experiment in ExperimentCatalogue.All)
        {
            table.Add(experiment.Name, experiment.Summary);
        }

        table.Write(terminal.Out, terminal.OutWidth);
        return ExitCode.Success;
    }

    private static ExperimentOptions OptionsOf(ParseResult parsed) => new()
    {
        Settings = new ExperimentSettings(
            parsed.GetValue(Seed) ?? ExperimentSettings.DefaultSeed,
            parsed.GetValue(Quick),
            parsed.GetValue(Sets) ?? []),
        Out = parsed.GetValue(Out),
        Json = parsed.GetValue(Json),
        Threads = parsed.GetValue(Threads) ?? Environment.ProcessorCount,
        IsQuiet = parsed.GetValue(Quiet),
    };
}
