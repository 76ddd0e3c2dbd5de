using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Placement;

namespace Xenisol.Emulation.Commands;

/// <summary>
/// Which commands the components of a run take, and with which values. The same rules bind those who command a run that
/// goes on and those who replay its log; whether there is room for a reservation depends on the moment, and is left to
/// the scheduler.
/// </summary>
public sealed class CommandRules
{
    private readonly World _world;
    private readonly Dictionary<string, ComponentInfo> _components;
    private readonly Dictionary<int, SchedulerCommandRules> _schedulers = [];

    private CommandRules(World world)
    {
        _world = world;
        _components = world.Components.ToDictionary(component => component.Path, StringComparer.Ordinal);
    }

    /// <summary>The rules of a run, once domains without a host are placed as the run places them.</summary>
    /// <param name="plan">The plan of a scenario.</param>
    /// <returns>Null if a domain fits nowhere, which the run itself refuses.</returns>
    public static CommandRules? For(RunPlan plan) =>
        FirstFitPlacement.Place(plan) is { IsComplete: true } placed ? new CommandRules(new World(placed.Plan)) : null;

    /// <summary>Whether the run has a component at that path.</summary>
    /// <param name="path">Such as <c>host/HostScheduler/scheduler</c>.</param>
    public bool Has(string path) => _components.ContainsKey(path);

    /// <summary>What is wrong with the next command; null if nothing is.</summary>
    /// <param name="path">The path of a component that the run has.</param>
    /// <param name="kind">What is commanded.</param>
    /// <param name="port">As the kind says.</param>
    /// <param name="a">As the kind says.</param>
    /// <param name="b">As the kind says.</param>
    public string? FaultOf(string path, MessageKind kind, int port, long a, long b)
    {
        var component = _components[path];
        return component.Kind switch
        {
            ComponentKind.HostScheduler => Scheduler(component).FaultOf(kind, port, a, b),
            ComponentKind.EventChannel => EventChannelCommandRules.FaultOf(_world.Plan, component, kind, port, a),
            _ => $"a {component.Kind} takes no commands; a HostScheduler and an EventChannel do.",
        };
    }

    private SchedulerCommandRules Scheduler(ComponentInfo component)
    {
        if (!_schedulers.TryGetValue(component.Id, out var rules))
        {
            var host = _world.Plan.Hosts[component.Timeline];
            var scheduler = (IHostSchedulerView)_world.Create(component.Id);
            _schedulers.Add(component.Id, rules = new SchedulerCommandRules(_world.Plan, host, scheduler));
        }

        return rules;
    }
}
