using Xenisol.Client.Reports;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Terminals;

/// <summary>A run's progress as one line of text: virtual time, percent, speed and what is left.</summary>
internal static class ProgressLine
{
    public static ProgressStep Of(RunProgress progress)
    {
        var at = Readable.Time(Duration.FromNanoseconds(progress.VirtualNanoseconds));
        var end = Readable.Time(Duration.FromNanoseconds(progress.DurationNanoseconds));
        var part = progress.DurationNanoseconds == 0
            ? 1.0
            : (double)progress.VirtualNanoseconds / progress.DurationNanoseconds;
        var rate = Readable.PerSecond(progress.EventsPerSecond);
        return new ProgressStep(
            part,
            FormattableString.Invariant($"{at} of {end} ({part * 100:0} %), {rate} events{Left(progress, part)}"),
            progress.IsOver);
    }

    // The first moments go to warming up and tell nothing of the rest.
    private static string Left(RunProgress progress, double part) =>
        progress.IsOver || part <= 0 || progress.WallSeconds < 0.5
            ? ""
            : FormattableString.Invariant($", {progress.WallSeconds / part * (1 - part):0} s left");
}
