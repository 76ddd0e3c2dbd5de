using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Terminals;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol diff A B</c>: the first handled message that two dumps disagree on.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Left = new("A") { Description = "A dump of run --messages." };
    private static readonly Argument<string> Right = new("B") { Description = "Another one." };

    public static Command Create(Terminal terminal)
    {
        Command command = new("diff", "Find the first handled message that two dumps of run --messages disagree on.")
        {
            Left, Right,
        };
        command.SetAction(parsed => Compare(
            terminal, parsed.GetRequiredValue(Left), parsed.GetRequiredValue(Right)));
        return command;
    }

    private static int Compare(Terminal terminal, string left, string right)
    {
        try
        {
            var difference = MessageDiff.First(left, right, out var compared);
            if (difference is null)
            {
                terminal.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"Equal: {compared} handled messages."));
                return ExitCode.Success;
            }

            terminal.Out.WriteLine(difference);
            return ExitCode.Failure;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            terminal.WriteError(fault.Message);
            return ExitCode.BadInput;
        }
    }
}
