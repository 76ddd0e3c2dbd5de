using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Worlds;

/// <summary>A world of Emulation, shared by all partitions and components of a run on one silo.</summary>
internal sealed class PlannedWorld(World world) : IEmulatedWorld
{
    // A world may keep what it looked up; partitions and components of one silo ask from several threads.
    private readonly Lock _gate = new();

    public World World { get; } = world;

    public RunPlan Plan => World.Plan;

    public IReadOnlyList<ComponentInfo> Components => World.Components;

    public int TimelineCount => World.TimelineCount;

    public Duration Lookahead => World.Lookahead;

    public int TimelineOf(int component) => World.TimelineOf(component);

    public LogicalProcess Create(int component)
    {
        lock (_gate)
        {
            return World.Create(component);
        }
    }

    public Timeline CreateTimeline(int index, IComponentGateway? gateway)
    {
        lock (_gate)
        {
            return World.CreateTimeline(index, gateway);
        }
    }
}
