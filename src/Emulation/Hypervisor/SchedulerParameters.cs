using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>Parameters of a whole host scheduler that can be changed while it runs; zero where it has none.</summary>
public sealed record SchedulerParameters
{
    /// <summary>Whether the timeslice and the migration delay can be set (credit since Xen 4.2).</summary>
    public bool HasTimeslice { get; init; }

    /// <summary>Whether the rate limit can be set.</summary>
    public bool HasRatelimit { get; init; }

    /// <summary>How long a vCPU runs at most before others of its priority get their turn.</summary>
    public Duration Timeslice { get; init; }

    /// <summary>How long a vCPU runs at least before it is preempted; zero is off.</summary>
    public Duration Ratelimit { get; init; }

    /// <summary>For how long a vCPU that ran is cache-hot and not stolen.</summary>
    public Duration MigrationDelay { get; init; }
}
