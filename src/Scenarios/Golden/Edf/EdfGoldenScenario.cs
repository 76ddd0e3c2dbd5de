using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>One schedule of an EDF golden file: a plan with profile zero, and the jobs as they must come out.</summary>
public sealed record EdfGoldenScenario
{
    /// <summary>Whose schedule, such as <c>oracle_fifo</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The run; vCPU i is task i.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Every job that was released before the horizon, task by task in the order of releases.</summary>
    public required IReadOnlyList<EdfGoldenJob> Jobs { get; init; }

    /// <summary>For each task, how long it ran until the horizon in ns; null where the file does not say.</summary>
    public required IReadOnlyList<long?> CpuTimes { get; init; }

    /// <summary>For each task, its CPU time as a part of the horizon, rounded to 6 digits; null where the file does not
    /// say.</summary>
    public required IReadOnlyList<decimal?> CpuFractions { get; init; }

    /// <summary>Counts over all jobs, by the file's names; empty where it has none.</summary>
    public required IReadOnlyDictionary<string, long> Totals { get; init; }
}
