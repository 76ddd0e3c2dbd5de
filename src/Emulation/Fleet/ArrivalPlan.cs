using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>One release of a listed workload.</summary>
/// <param name="At">When.</param>
/// <param name="Cost">The CPU time of the job; <see cref="Endless"/> for one that never completes.</param>
/// <param name="Period">Variable-bandwidth server: the period of this action; zero keeps the present one.</param>
/// <param name="Slice">Variable-bandwidth server: the time that this action gets in each period.</param>
public sealed record ArrivalPlan(VirtualTime At, Duration Cost, Duration Period = default, Duration Slice = default)
{
    /// <summary>The cost of a job that never completes.</summary>
    public static readonly Duration Endless = Duration.FromNanoseconds(long.MaxValue);
}
