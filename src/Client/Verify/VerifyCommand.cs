using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Xenisol.Client.Terminals;
using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Golden.Verification;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Client.Verify;

/// <summary><c>xenisol verify [FILE…]</c>: whether the emulation reproduces measurements of the real thing.</summary>
internal static class VerifyCommand
{
    /// <summary>The packed folder whose files have bands of acceptance.</summary>
    private const string WithBands = "xen.";

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Golden files, or folders of them (*.json, with all below); without any, all that travel with "
            + "the tool.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the results as JSON.",
    };

    private static readonly Option<MachineProfile?> Machine = new("--machine")
    {
        Description = "Run schedulers with the costs of a machine profile (a shipped one's name, or a file) and "
            + "compare with the files' bands of acceptance instead.",
        HelpName = "PROFILE",
        CustomParser = ProfileOf,
    };

    /// <summary>The command.</summary>
    /// <param name="terminal">Where it prints.</param>
    /// <param name="shipped">The files that it verifies if none are named.</param>
    public static Command Create(Terminal terminal, Func<IEnumerable<(string Name, string Json)>> shipped)
    {
        Command command = new("verify", "Compare the emulation with golden files: measurements of the real thing.")
        {
            Files, Json, Machine,
        };
        command.SetAction((parsed, interrupted) => Task.FromResult(Verify(
            terminal,
            Inputs(
                parsed.GetValue(Files) ?? [],
                parsed.GetValue(Machine) is null ? shipped : () => ShippedGoldenFiles.Read(WithBands)),
            parsed.GetValue(Machine),
            parsed.GetValue(Json),
            interrupted)));
        return command;
    }

    private static IEnumerable<(string Name, Func<string> Read)> Inputs(
        string[] files, Func<IEnumerable<(string Name, string Json)>> shipped) => files.Length > 0
        ? VerifyInputs.Of(files)
        : shipped().Select(file => (file.Name, Read: new Func<string>(() => file.Json)));

    private static MachineProfile? ProfileOf(ArgumentResult result)
    {
        try
        {
            return MachineProfiles.Find(result.Tokens[0].Value);
        }
        catch (Exception fault)
            when (fault is KeyNotFoundException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            result.AddError($"--machine: {fault.Message}");
            return null;
        }
    }

    private static int Verify(
        Terminal terminal,
        IEnumerable<(string Name, Func<string> Read)> inputs,
        MachineProfile? machine,
        bool asJson,
        CancellationToken interrupted)
    {
        List<VerifiedFile> results = [];
        try
        {
            foreach (var result in inputs.AsParallel().AsOrdered().WithCancellation(interrupted)
                .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(input => VerifiedFile.Of(input.Name, input.Read, machine)))
            {
                results.Add(result);
                if (!asJson)
                {
                    WriteLine(terminal, result);
                }
            }
        }
        catch (OperationCanceledException)
        {
            terminal.WriteError("Interrupted; files that are not listed were not verified.");
        }

        if (asJson)
        {
            terminal.Out.Write(VerifyJson.Write(results));
        }
        else
        {
            terminal.Out.WriteLine(Summary(results));
        }

        return Exit(results, interrupted.IsCancellationRequested);
    }

    private static int Exit(List<VerifiedFile> results, bool interrupted)
    {
        if (results.Exists(result => result.IsMalformed))
        {
            return ExitCode.BadInput;
        }

        if (interrupted)
        {
            return ExitCode.Interrupted;
        }

        return results.TrueForAll(Conforms) ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool Conforms(VerifiedFile result) =>
        result.Verdict is { Conformity: GoldenConformity.Exact or GoldenConformity.WithinTolerance };

    private static void WriteLine(Terminal terminal, VerifiedFile result)
    {
        if (result.Verdict is not { } verdict)
        {
            // A message about a malformed file names it.
            terminal.Out.WriteLine(result.IsMalformed
                ? $"{result.Result}: {result.Fault}"
                : $"{result.Result}: {result.Name}: {result.Fault}");
            return;
        }

        var compared = string.Create(
            CultureInfo.InvariantCulture, $"{verdict.Numbers} numbers, {string.Join(", ", verdict.Engines)}");
        var left = verdict.NotCompared.Count == 0 ? "" : $"; not compared: {string.Join(", ", verdict.NotCompared)}";
        terminal.Out.WriteLine(verdict.Differences.Count == 0
            ? $"{result.Result}: {result.Name} ({compared}{left})"
            : $"{result.Result}: {result.Name}: {verdict.Differences[0]}{More(verdict.Differences.Count - 1)}");
    }

    private static string More(int count) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {count} more)");

    private static string Summary(List<VerifiedFile> results)
    {
        var counts = results.GroupBy(result => result.Result, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count} {(results.Count == 1 ? "file" : "files")}: "
            + $"{(results.Count == 0 ? "nothing verified" : string.Join(", ", counts))}.");
    }
}
