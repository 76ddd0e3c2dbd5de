using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Worlds;

/// <summary>What actors need of a world; the same on every silo, since it is made from the plan alone.</summary>
internal interface IEmulatedWorld : ITopology
{
    RunPlan Plan { get; }

    /// <summary>Every component, in the order of identities.</summary>
    IReadOnlyList<ComponentInfo> Components { get; }

    int TimelineCount { get; }

    Duration Lookahead { get; }

    /// <summary>A fresh component; may be called by several threads.</summary>
    LogicalProcess Create(int component);

    /// <summary>A fresh timeline; may be called by several threads.</summary>
    Timeline CreateTimeline(int index, IComponentGateway? gateway);
}
