using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Worlds;

namespace Xenisol.Cluster.Tests.Rings;

internal sealed class RingWorldFactory : IWorldFactory
{
    public IEmulatedWorld Create(RunPlan plan) => new RingWorld(plan);
}
