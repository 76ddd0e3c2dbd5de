using Xenisol.Client.Terminals;
using Xenisol.Grains;

namespace Xenisol.Client.Tests.Terminals;

public class PlainProgressTests
{
    [Fact]
    public void One_line_a_second_and_the_last_in_any_case()
    {
        using StringWriter error = new() { NewLine = "\n" };
        SteppedClock clock = new();
        Terminal terminal = new(TextWriter.Null, error, 0, ErrorIsTerminal: false, HasColor: false);
        using var progress = ProgressViews.For(terminal, quiet: false, clock);
        progress.Show(ProgressLine.Of(At(0, RunPhase.Running)));
        clock.Milliseconds = 999;
        progress.Show(ProgressLine.Of(At(1, RunPhase.Running)));
        clock.Milliseconds = 1_000;
        progress.Show(ProgressLine.Of(At(2, RunPhase.Running)));
        clock.Milliseconds = 1_001;
        progress.Show(ProgressLine.Of(At(10, RunPhase.Finished)));
        Assert.Equal(
            [
                "0 ns of 10.0 s (0 %), 1.50 M/s events",
                "2.00 s of 10.0 s (20 %), 1.50 M/s events, 8 s left",
                "10.0 s of 10.0 s (100 %), 1.50 M/s events",
            ],
            error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Quiet_says_nothing()
    {
        using StringWriter error = new();
        Terminal terminal = new(TextWriter.Null, error, 0, ErrorIsTerminal: true, HasColor: true);
        using (var progress = ProgressViews.For(terminal, quiet: true, TimeProvider.System))
        {
            progress.Show(ProgressLine.Of(At(1, RunPhase.Running)));
        }

        Assert.Empty(error.ToString());
    }

    private static RunProgress At(long seconds, RunPhase phase) =>
        new(phase, seconds * 1_000_000_000, 10_000_000_000, 3_000_000, 1.5e6, seconds, "");

    private sealed class SteppedClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Milliseconds;
    }
}
