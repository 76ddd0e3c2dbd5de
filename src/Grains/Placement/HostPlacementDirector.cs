using Orleans.Runtime.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Placement;

/// <summary>
/// Looks the silo up in the run's layout. A silo that does not know the run places locally: the grain reads the state
/// from its partition, wherever it stands.
/// </summary>
internal sealed class HostPlacementDirector(RunDirectory directory) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var compatible = context.GetCompatibleSilos(target);
        var (run, path) = GrainKeys.Split(target.GrainIdentity.Key.ToString() ?? "");
        if (directory.TryGet(run)?.SiloOf(path) is { } silo && compatible.Contains(silo))
        {
            return Task.FromResult(silo);
        }

        return Task.FromResult(compatible.Contains(context.LocalSilo) ? context.LocalSilo : compatible[0]);
    }
}
