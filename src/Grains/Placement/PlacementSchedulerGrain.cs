using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Placement;

/// <summary>Places domains by the rule of <see cref="FirstFitPlacement"/>.</summary>
internal sealed class PlacementSchedulerGrain(RunDirectory directory)
    : XenisolGrain(directory), IPlacementSchedulerGrain
{
    public Task<PlacementAnswer> Place(byte[] plan)
    {
        var outcome = FirstFitPlacement.Place(RunPlanJson.Read(plan));
        return Task.FromResult(outcome.IsComplete
            ? new PlacementAnswer(RunPlanJson.Write(outcome.Plan), "")
            : new PlacementAnswer([], outcome.Refusal));
    }
}
