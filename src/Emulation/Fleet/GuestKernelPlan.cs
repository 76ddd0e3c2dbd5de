using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>The kernel of one guest: its scheduler and its tick. What they cost is the machine's.</summary>
public sealed record GuestKernelPlan
{
    /// <summary>How tasks share a vCPU.</summary>
    public GuestSchedulerKind Scheduler { get; init; } = GuestSchedulerKind.Fair;

    /// <summary>Timer ticks a second, 10 to 10 000; Linux offers 100, 250, 300 and 1 000.</summary>
    public int Hz { get; init; } = 250;

    /// <summary>
    /// Fair: the time in which each runnable task runs once; zero as Linux 6.1, 6 ms × (1 + ⌊log₂ vCPUs⌋), vCPUs
    /// counted up to 8.
    /// </summary>
    public Duration Latency { get; init; }

    /// <summary>
    /// Fair: least time that a task runs before the tick preempts it; zero as Linux 6.1, 0.75 ms, scaled alike.
    /// </summary>
    public Duration MinGranularity { get; init; }

    /// <summary>
    /// Fair: a woken task preempts who is further ahead in virtual runtime than this; zero as Linux 6.1, 1 ms, scaled
    /// alike.
    /// </summary>
    public Duration WakeupGranularity { get; init; }

    /// <summary>O(1): the timeslice of a task of nice 0, charged by the tick.</summary>
    public Duration Timeslice { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Time between ticks, rounded down to a whole nanosecond.</summary>
    internal Duration TickPeriod => Duration.FromNanoseconds(1_000_000_000 / Hz);
}
