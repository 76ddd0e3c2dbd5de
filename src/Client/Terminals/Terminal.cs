using System.Globalization;

namespace Xenisol.Client.Terminals;

/// <summary>Where a command reads and writes; tests put writers of their own in its place.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and errors.</param>
/// <param name="OutWidth">Columns for results; 0 for no limit.</param>
/// <param name="ErrorIsTerminal">Whether somebody watches the progress on a screen that can redraw a line.</param>
/// <param name="HasColor">Whether colours are wanted there.</param>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, int OutWidth, bool ErrorIsTerminal, bool HasColor)
{
    /// <summary>The process's own; honours <c>NO_COLOR</c> and, where output is redirected, <c>COLUMNS</c>.</summary>
    public static Terminal OfProcess()
    {
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(
            Console.Out,
            Console.Error,
            Width(),
            !Console.IsErrorRedirected,
            !Console.IsErrorRedirected && !plain);
    }

    /// <summary>Writes one error, in red where that can be seen.</summary>
    public void WriteError(string message) =>
        Error.WriteLine(HasColor ? $"\u001b[31merror:\u001b[0m {message}" : $"error: {message}");

    private static int Width()
    {
        var columns = Environment.GetEnvironmentVariable("COLUMNS");
        if (int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var set))
        {
            return set;
        }

        return Console.IsOutputRedirected ? 0 : Math.Max(0, Console.WindowWidth);
    }
}
