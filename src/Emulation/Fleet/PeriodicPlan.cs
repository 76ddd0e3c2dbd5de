using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>A periodic job with a deadline.</summary>
public sealed record PeriodicPlan : ApplicationPlan
{
    /// <summary>Time between releases.</summary>
    public required Duration Period { get; init; }

    /// <summary>CPU time of each job.</summary>
    public required Duration Cost { get; init; }

    /// <summary>Time from release to deadline; zero means the period.</summary>
    public Duration Deadline { get; init; }
}
