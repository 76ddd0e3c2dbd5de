using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>What became of a job.</summary>
/// <param name="Task">The index of its task, which is that of its vCPU.</param>
/// <param name="Release">When it was released.</param>
/// <param name="Start">When it first held a core; Never if it did not, null where the file does not say.</param>
/// <param name="Finish">When it completed; Never if it did not until the horizon, or was dropped.</param>
/// <param name="Missed">Whether it missed its deadline; null for a job without one.</param>
/// <param name="Segments">When it held a core, in order; neighbours that touch are one.</param>
public sealed record EdfGoldenJob(
    int Task,
    VirtualTime Release,
    VirtualTime? Start,
    VirtualTime Finish,
    bool? Missed,
    IReadOnlyList<(VirtualTime Start, VirtualTime End)> Segments)
{
    /// <summary>Which job of its task it is, from 1; null where the file does not say.</summary>
    public long? Number { get; init; }

    /// <summary>Its absolute deadline; Never if it has none, null where the file does not say.</summary>
    public VirtualTime? Deadline { get; init; }

    /// <summary>Whether it was dropped at its deadline; null where the file does not say.</summary>
    public bool? Aborted { get; init; }

    /// <summary>How often it lost its core before it completed; null where the file does not say.</summary>
    public long? Preemptions { get; init; }
}
