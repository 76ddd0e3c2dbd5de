using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios;

/// <summary>What became of a scenario: its plan, or all faults that were found.</summary>
/// <param name="Plan">The plan; null if there are errors.</param>
/// <param name="Errors">The faults by line; empty if there is a plan.</param>
public sealed record ScenarioResult(RunPlan? Plan, IReadOnlyList<ScenarioError> Errors)
{
    /// <summary>The traces, machine profiles and tc commands that were read from files.</summary>
    public IReadOnlyList<ScenarioInput> Inputs { get; init; } = [];
}
