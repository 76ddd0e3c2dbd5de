namespace Xenisol.Client.Terminals;

/// <summary>For logs and pipes: one plain line a second, the first at once and the last in any case.</summary>
internal sealed class PlainProgress(Terminal terminal, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long? _lastShown;

    public void Show(ProgressStep step)
    {
        var now = clock.GetTimestamp();
        if (_lastShown is { } last && clock.GetElapsedTime(last, now) < Interval && !step.IsOver)
        {
            return;
        }

        _lastShown = now;
        terminal.Error.WriteLine(step.Line);
        terminal.Error.Flush();
    }

    public void Dispose()
    {
    }
}
