using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Placement;

namespace Xenisol.Scenarios;

/// <summary>By which paths, such as <c>host/HostScheduler/scheduler</c>, the components of a plan are addressed.
/// </summary>
public static class ComponentPaths
{
    /// <summary>The paths once domains without a host are placed as a run places them.</summary>
    /// <param name="plan">The plan of a scenario.</param>
    /// <returns>All paths; none if a domain fits nowhere, which the run itself refuses.</returns>
    public static IReadOnlySet<string> Of(RunPlan plan) =>
        FirstFitPlacement.Place(plan) is { IsComplete: true } placed
            ? new World(placed.Plan).Components.Select(component => component.Path).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
}
