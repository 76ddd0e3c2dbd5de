using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The layout of a run: every component with its identity and timeline, made from the plan alone, so that every silo
/// lays out the same world. Components themselves are created on demand, by whoever advances them.
/// </summary>
public sealed class World : ITopology
{
    /// <summary>Lays out the world of a plan in which every domain has its host.</summary>
    public World(RunPlan plan)
    {
        Plan = plan;
        Components = [];
        TimelineCount = plan.Hosts.Count;
        Lookahead = plan.Fabric.Latency;
    }

    /// <summary>The plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>Every component, in the order of identities; those of one timeline are consecutive.</summary>
    public IReadOnlyList<ComponentInfo> Components { get; }

    /// <summary>How many timelines there are: the hosts first, in the plan's order, then fabric and clients.</summary>
    public int TimelineCount { get; }

    /// <summary>The least time that a message between timelines takes.</summary>
    public Duration Lookahead { get; }

    /// <inheritdoc/>
    public int TimelineOf(int component) => Components[component].Timeline;

    /// <summary>A fresh component, as it is before <see cref="MessageKind.Start"/>.</summary>
    public LogicalProcess Create(int component) => throw new NotSupportedException($"Component {component}.");

    /// <summary>A fresh timeline with all its components.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="gateway">Reaches the components if they live elsewhere.</param>
    public Timeline CreateTimeline(int index, IComponentGateway? gateway = null) =>
        new(
            index,
            [.. Components.Where(component => component.Timeline == index).Select(component => Create(component.Id))],
            this,
            Lookahead,
            gateway);
}
