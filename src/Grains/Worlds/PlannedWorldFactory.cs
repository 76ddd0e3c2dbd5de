using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains.Worlds;

/// <summary>The worlds of Emulation.</summary>
internal sealed class PlannedWorldFactory : IWorldFactory
{
    public IEmulatedWorld Create(RunPlan plan) => new PlannedWorld(new World(plan));
}
