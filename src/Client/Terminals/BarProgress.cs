using Spectre.Console;

namespace Xenisol.Client.Terminals;

/// <summary>For people: a line with a bar that is drawn anew in place, no wider than the screen.</summary>
internal sealed class BarProgress : IProgressView
{
    private const int BarWidth = 24;
    private const string ClearLine = "\r\u001b[2K";

    private readonly Terminal _terminal;
    private readonly IAnsiConsole _console;

    public BarProgress(Terminal terminal)
    {
        _terminal = terminal;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(terminal.Error),
        });
    }

    public void Show(ProgressStep step)
    {
        var done = (int)(BarWidth * step.Part);
        var line = step.Line;
        var room = _console.Profile.Width - 1;
        _terminal.Error.Write(ClearLine);
        if (room >= line.Length + BarWidth + 1)
        {
            _console.Write(new Text(new string('━', done), new Style(Color.Green)));
            _console.Write(new Text(new string('─', BarWidth - done) + " ", new Style(Color.Grey)));
        }

        _console.Write(new Text(line.Length > room ? line[..Math.Max(room, 0)] : line));
        _terminal.Error.Flush();
    }

    public void Dispose()
    {
        _terminal.Error.Write(ClearLine);
        _terminal.Error.Flush();
    }
}
