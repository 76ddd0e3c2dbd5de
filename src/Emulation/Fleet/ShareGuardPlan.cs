using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>The control program that limits what domains cause in the driver domain.</summary>
public sealed record ShareGuardPlan
{
    /// <summary>How often it looks; positive.</summary>
    public Duration Interval { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Share of one core that each domain may cause whose plan names none, in ppm; 0 for no limit.</summary>
    public int LimitPpm { get; init; }
}
