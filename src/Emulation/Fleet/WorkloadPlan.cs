using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>A bare workload without guest kernel, as in the golden measurements (schema xenisol-golden/1).</summary>
public sealed record WorkloadPlan : ApplicationPlan
{
    /// <summary>Which of the generators.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>First release; Never if it has no releases of its own.</summary>
    public required VirtualTime Start { get; init; }

    /// <summary>CPU time of a job (cost, work or quantum); run length of <see cref="WorkloadKind.Closed"/>; the least
    /// run length of <see cref="WorkloadKind.ClosedUniform"/>.</summary>
    public Duration Cost { get; init; }

    /// <summary>The greatest run length of <see cref="WorkloadKind.ClosedUniform"/>.</summary>
    public Duration MaxCost { get; init; }

    /// <summary>Period, least gap, mean gap, or least sleep.</summary>
    public Duration Gap { get; init; }

    /// <summary>The greatest gap or sleep.</summary>
    public Duration MaxGap { get; init; }

    /// <summary>Seed of the generator.</summary>
    public ulong Seed { get; init; }

    /// <summary>Time from release to deadline of a job; zero for none.</summary>
    public Duration Deadline { get; init; }

    /// <summary>Drops a job that is not complete at its deadline; needs a <see cref="Deadline"/>.</summary>
    public bool AbortsLate { get; init; }

    /// <summary>Tells the host scheduler release and deadline of the job at the head, by a hypercall of no cost.
    /// </summary>
    public bool Announces { get; init; }

    /// <summary>The releases of <see cref="WorkloadKind.Listed"/>, in the order of their instants.</summary>
    public IReadOnlyList<ArrivalPlan> Arrivals { get; init; } = [];

    /// <summary>The vCPU (index within the host) that is released at each completion; −1 for none.</summary>
    public int Triggers { get; init; } = -1;
}
