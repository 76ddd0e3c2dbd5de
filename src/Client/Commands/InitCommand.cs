using System.CommandLine;

using Xenisol.Client.Terminals;
using Xenisol.Scenarios;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol init [FILE]</c>: a small scenario to start from.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "scenario.yaml";

    private static readonly Argument<string> File = new("FILE")
    {
        Description = $"The file to write; {DefaultFile} if not given.",
        DefaultValueFactory = _ => DefaultFile,
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new("init", "Write a small scenario to start from.") { File };
        command.SetAction(parsed => Write(terminal, parsed.GetRequiredValue(File)));
        return command;
    }

    private static int Write(Terminal terminal, string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.CreateNew);
            using StreamWriter writer = new(file);
            writer.Write(ShippedScenarios.First);
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            terminal.WriteError($"{path} exists already; name another file, or remove it.");
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            terminal.WriteError($"{path} cannot be written: {fault.Message}");
            return ExitCode.BadInput;
        }

        terminal.Out.WriteLine($"Wrote {path}. Run it with: xenisol run {path}");
        return ExitCode.Success;
    }
}
