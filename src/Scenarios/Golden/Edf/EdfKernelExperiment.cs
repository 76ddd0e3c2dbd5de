using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>An experiment with Linux SCHED_DEADLINE: what was run, what the kernel gave, what an exact model gives.
/// </summary>
public sealed record EdfKernelExperiment
{
    /// <summary>The experiment.</summary>
    public required string Id { get; init; }

    /// <summary>The run: hard servers under global EDF; vCPU i is task i.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Whether unused bandwidth was reclaimed (GRUB), which is not modelled.</summary>
    public required bool Reclaims { get; init; }

    /// <summary>For each repetition and task, the share of one core in parts per million; −1 for a refused task.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<long>> MeasuredPpm { get; init; }

    /// <summary>For each task, the exact model's share of one core in parts per million, as the file rounds it; null
    /// where it gives none.</summary>
    public required IReadOnlyList<decimal?> ModelPpm { get; init; }

    /// <summary>The exact model's first stretches on a core, task by task; empty where it gives none.</summary>
    public required IReadOnlyList<IReadOnlyList<(Duration Start, Duration End)>> Segments { get; init; }

    /// <summary>The exact model's jobs as release and completion, task by task; empty where it gives none.</summary>
    public required IReadOnlyList<IReadOnlyList<(Duration Release, Duration Finish)>> Jobs { get; init; }

    /// <summary>The exact model's response times if each job costs 30 µs more, the kernel's overhead; may be empty.
    /// </summary>
    public required IReadOnlyList<Duration> ResponsesWithOverhead { get; init; }
}
