using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Cluster.Tests.Rings;

/// <summary>
/// A small world for tests of the actors: every host has one component of each kind, tokens go round within a host in
/// zero time and from host to host through the fabric. It has what decides an order (ties, timers, zero-delay effects,
/// arrivals, commands), and no model.
/// </summary>
internal sealed class RingWorld : IEmulatedWorld
{
    private static readonly ComponentKind[] OnHost =
    [
        ComponentKind.HostScheduler,
        ComponentKind.PhysicalCore,
        ComponentKind.Domain,
        ComponentKind.EventChannel,
        ComponentKind.BackendDriver,
        ComponentKind.NetworkCard,
        ComponentKind.Disk,
    ];

    private readonly List<ComponentInfo> _components = [];

    public RingWorld(RunPlan plan)
    {
        Plan = plan;
        for (var host = 0; host < plan.Hosts.Count; host++)
        {
            foreach (var kind in OnHost)
            {
                Add(kind, host, plan.Hosts[host].Name, kind.ToString());
            }
        }

        Add(ComponentKind.Fabric, plan.Hosts.Count, "", "fabric");
        Add(ComponentKind.Client, plan.Hosts.Count + 1, "", "client");
    }

    public RunPlan Plan { get; }

    public IReadOnlyList<ComponentInfo> Components => _components;

    public int TimelineCount => Plan.Hosts.Count + 2;

    public Duration Lookahead => Plan.Fabric.Latency;

    public static RunPlan PlanOf(int hosts, Duration duration, ulong seed = 2009) => new()
    {
        Name = "ring",
        Seed = seed,
        Duration = duration,
        Warmup = Duration.Zero,
        Domains = [],
        Hosts =
        [
            .. Enumerable.Range(0, hosts).Select(host => new HostPlan
            {
                Name = $"h{host}",
                Cores = 1,
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan { Kind = SchedulerKind.Credit },
            }),
        ],
    };

    public int TimelineOf(int component) => _components[component].Timeline;

    public LogicalProcess Create(int component)
    {
        var timeline = TimelineOf(component);
        var nextTimeline = (timeline + 1) % TimelineCount;
        return new RingComponent(
            component,
            _components[component].Path,
            Plan.Seed,
            neighbour: TimelineOf((component + 1) % _components.Count) == timeline
                ? component + 1
                : _components.FindIndex(c => c.Timeline == timeline),
            elsewhere: _components.FindIndex(c => c.Timeline == nextTimeline),
            Lookahead);
    }

    public Timeline CreateTimeline(int index, IComponentGateway? gateway) => new(
        index,
        [.. _components.Where(c => c.Timeline == index).Select(c => Create(c.Id))],
        this,
        Lookahead,
        gateway);

    private void Add(ComponentKind kind, int timeline, string host, string name) =>
        _components.Add(new ComponentInfo(_components.Count, kind, timeline, host, name));
}
