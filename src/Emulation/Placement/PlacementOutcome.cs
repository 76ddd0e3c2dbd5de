using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Placement;

/// <summary>What a placement rule made of a plan.</summary>
/// <param name="Plan">The plan; every domain has a host, unless it was refused.</param>
/// <param name="Refusal">Which domain fits nowhere, and what was left on each host; empty if all were placed.</param>
public sealed record PlacementOutcome(RunPlan Plan, string Refusal)
{
    /// <summary>Whether every domain has a host.</summary>
    public bool IsComplete => Refusal.Length == 0;
}
