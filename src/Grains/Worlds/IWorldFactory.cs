using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains.Worlds;

/// <summary>Makes worlds from plans; tests of the actors put small worlds of their own in its place.</summary>
internal interface IWorldFactory
{
    IEmulatedWorld Create(RunPlan plan);
}
