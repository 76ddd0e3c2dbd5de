using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The layout of a run: every component with its identity and timeline, made from the plan alone, so that every silo
/// lays out the same world. Components themselves are created on demand, by whoever advances them.
/// </summary>
public sealed class World : ITopology
{
    private readonly List<ComponentInfo> _components = [];
    private readonly HostLayout[] _hosts;
    private readonly NetworkLayout _network;

    /// <summary>Lays out the world of a plan in which every domain has its host.</summary>
    public World(RunPlan plan)
    {
        Plan = plan;
        Lookahead = plan.Fabric.Latency;
        _hosts = [.. plan.Hosts.Select((host, index) => new HostLayout(plan, host, index, _components))];
        _network = new NetworkLayout(plan, _components);
        TimelineCount = _network.TimelineCount;
    }

    /// <summary>The plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>Every component, in the order of identities; those of one timeline are consecutive.</summary>
    public IReadOnlyList<ComponentInfo> Components => _components;

    /// <summary>How many timelines there are: the hosts first, in the plan's order, then fabric and clients.</summary>
    public int TimelineCount { get; }

    /// <summary>The least time that a message between timelines takes.</summary>
    public Duration Lookahead { get; }

    /// <inheritdoc/>
    public int TimelineOf(int component) => _components[component].Timeline;

    /// <summary>The vCPUs of a host, the driver domain's first, by their index on it: the port of messages.</summary>
    /// <param name="host">The host's position in the plan.</param>
    public IReadOnlyList<VcpuIdentity> VcpusOf(int host)
    {
        var layout = _hosts[host];
        return [.. layout.Vcpus.Select((vcpu, index) =>
            new VcpuIdentity(vcpu.DomainComponent, index - layout.FirstVcpu(vcpu.Domain)))];
    }

    /// <summary>A fresh component, as it is before <see cref="MessageKind.Start"/>.</summary>
    public LogicalProcess Create(int component)
    {
        var timeline = TimelineOf(component);
        return timeline < _hosts.Length
            ? _hosts[timeline].Create(_components[component], _network)
            : _network.Create(_components[component], _hosts);
    }

    /// <summary>A fresh timeline with all its components.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="gateway">Reaches the components if they live elsewhere.</param>
    public Timeline CreateTimeline(int index, IComponentGateway? gateway = null) =>
        new(
            index,
            [.. _components.Where(component => component.Timeline == index)
                .Select(component => Create(component.Id))],
            this,
            Lookahead,
            gateway);
}
