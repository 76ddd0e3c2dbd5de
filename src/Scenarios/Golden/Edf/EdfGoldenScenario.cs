using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>One schedule of an EDF golden file: a plan with profile zero, and the jobs as they must come out.</summary>
public sealed record EdfGoldenScenario
{
    /// <summary>The file's identity and the engine: <c>edf1_offsets/oracle_fifo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The run; vCPU i is task i.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Every job that was released before the horizon, task by task in the order of releases.</summary>
    public required IReadOnlyList<EdfGoldenJob> Jobs { get; init; }
}
