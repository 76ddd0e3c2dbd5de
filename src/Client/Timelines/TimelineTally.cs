using Xenisol.Client.Reports;

namespace Xenisol.Client.Timelines;

/// <summary>Counts what goes into a timeline.</summary>
internal sealed class TimelineTally
{
    private long _met;
    private long _missed;

    public long Slices { get; set; }

    public long WakeUps { get; set; }

    public long Migrations { get; set; }

    public void Judge(bool missed)
    {
        _missed += missed ? 1 : 0;
        _met += missed ? 0 : 1;
    }

    public TimelineCounts Counts(bool complete) => new(Slices, WakeUps, Migrations, _met, _missed, complete);
}
