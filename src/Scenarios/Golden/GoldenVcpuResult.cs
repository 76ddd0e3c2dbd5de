using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>What a vCPU did in a golden scenario.</summary>
public sealed record GoldenVcpuResult
{
    /// <summary>Its name: domain and vCPU within it, such as <c>D0.v1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How long it ran.</summary>
    public required Duration Runtime { get; init; }

    /// <summary>Switches onto a pCPU.</summary>
    public required long Dispatches { get; init; }

    /// <summary>Switches off while runnable.</summary>
    public required long Preemptions { get; init; }

    /// <summary>Dispatches on another pCPU than the last time.</summary>
    public required long Migrations { get; init; }

    /// <summary>Unblocks.</summary>
    public required long Wakes { get; init; }

    /// <summary>Yields; null where the file does not count them.</summary>
    public long? Yields { get; init; }

    /// <summary>Jobs that were released.</summary>
    public required long JobsReleased { get; init; }

    /// <summary>Jobs that were completed.</summary>
    public required long JobsCompleted { get; init; }

    /// <summary>Jobs that were not completed by their deadline.</summary>
    public required long DeadlineMisses { get; init; }

    /// <summary>Cumulative running time at some instants; empty where the file has none.</summary>
    public required IReadOnlyList<GoldenRuntimeSample> RuntimeAt { get; init; }

    /// <summary>The first release times, at most 20; empty where the file has none.</summary>
    public required IReadOnlyList<VirtualTime> FirstReleases { get; init; }

    /// <summary>Unblock to dispatch.</summary>
    public required GoldenLatency WakeLatency { get; init; }

    /// <summary>Release to completion of a job; of a hog with events, event to running.</summary>
    public required GoldenLatency Response { get; init; }

    /// <summary>Chained vCPUs: original release to chained completion; null for others.</summary>
    public GoldenLatency? EndToEnd { get; init; }
}
