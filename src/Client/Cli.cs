using System.CommandLine;
using System.CommandLine.Parsing;

using Xenisol.Client.Commands;
using Xenisol.Client.Experiments;
using Xenisol.Client.Terminals;
using Xenisol.Client.Verify;
using Xenisol.Client.Xl;
using Xenisol.Scenarios.Golden.Verification;
using Xenisol.Silo;

namespace Xenisol.Client;

/// <summary>The command line <c>xenisol</c>: reads it, and returns the exit code of what was asked for.</summary>
internal sealed class Cli
{
    private readonly Terminal _terminal;
    private readonly RootCommand _root;

    public Cli(Terminal terminal, RunEndpoints endpoints)
    {
        _terminal = terminal;
        _root = new RootCommand("Emulates a fleet of virtualised hosts: does each customer get what it pays for?")
        {
            RunCommand.Create(terminal, endpoints),
            ValidateCommand.Create(terminal),
            InitCommand.Create(terminal),
            XlCommand.Create(terminal, endpoints),
            ServeCommand.Create(terminal),
            DiffCommand.Create(terminal),
            VerifyCommand.Create(terminal, ShippedGoldenFiles.Read),
            ExperimentCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        NamedHelp.Install(_root);
    }

    public async Task<int> Run(IReadOnlyList<string> arguments, CancellationToken interrupted)
    {
        var parsed = _root.Parse(arguments);

        // Completions are asked for of command lines that are not yet whole.
        var isQuestion = parsed.Action is { ClearsParseErrors: true };
        if (parsed.Errors.Count > 0 && !isQuestion)
        {
            foreach (var error in parsed.Errors)
            {
                _terminal.WriteError(error.Message);
            }

            _terminal.Error.WriteLine($"See {CommandPath(parsed)} --help.");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = _terminal.Out,
                    Error = _terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                interrupted);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever it is, scripts must be able to tell it from a broken promise.
            _terminal.WriteError($"{fault.GetType().Name}: {fault.Message}");
            return ExitCode.Failure;
        }
    }

    private static string CommandPath(ParseResult parsed)
    {
        List<string> names = [];
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            names.Insert(0, result is CommandResult { Command: not RootCommand } command
                ? command.Command.Name
                : "xenisol");
        }

        return string.Join(' ', names);
    }
}
