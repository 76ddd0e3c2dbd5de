namespace Xenisol.Client.Timelines;

/// <summary>The names that events and figures have in the trace.</summary>
internal static class TimelineNames
{
    public static string Of(TimelineEvent shown) => shown switch
    {
        TimelineEvent.Release => "release",
        TimelineEvent.DeadlineMet => "deadline met",
        TimelineEvent.DeadlineMissed => "deadline missed",
        TimelineEvent.Replenished => "replenished",
        _ => "migration",
    };

    public static string Of(TimelineFigure figure) => figure switch
    {
        TimelineFigure.ReleaseNanoseconds => "release_ns",
        TimelineFigure.DeadlineNanoseconds => "deadline_ns",
        TimelineFigure.ResponseNanoseconds => "response_ns",
        TimelineFigure.FromCore => "from_pcpu",
        TimelineFigure.ToCore => "to_pcpu",
        _ => "vcpu",
    };
}
