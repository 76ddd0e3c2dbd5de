namespace Xenisol.Client.Terminals;

/// <summary>Chooses how progress is shown.</summary>
internal static class ProgressViews
{
    public static IProgressView For(Terminal terminal, bool quiet, TimeProvider clock) =>
        quiet ? new SilentProgress()
        : terminal.ErrorIsTerminal ? new BarProgress(terminal)
        : new PlainProgress(terminal, clock);
}
