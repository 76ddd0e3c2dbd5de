using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Components;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Hosts;

/// <summary>A host: finds its components and summarises them.</summary>
[HostPlacement]
internal sealed class HostGrain(RunDirectory directory) : XenisolGrain(directory), IHostGrain
{
    public async Task<IReadOnlyList<ComponentAddress>> GetComponents()
    {
        var run = await GetRun();
        var host = run.Host(Path);
        return
        [
            .. ComponentsOf(run, host).Select(component => new ComponentAddress(
                GrainKeys.Component(RunName, component), component.Kind, component.Name)),
        ];
    }

    public async Task<IReadOnlyList<DomainSummary>> GetDomains()
    {
        var run = await GetRun();
        var host = run.Host(Path);
        var scheduler = ComponentsOf(run, host).First(component => component.Kind == ComponentKind.HostScheduler);
        return await GrainFactory.GetGrain<IHostSchedulerGrain>(GrainKeys.Component(RunName, scheduler)).GetDomains();
    }

    public async Task<IReadOnlyList<ComponentState>> GetSnapshot()
    {
        var run = await GetRun();
        var components = ComponentsOf(run, run.Host(Path)).ToList();
        var partition = GrainFactory.GetGrain<IPartitionGrain>(
            GrainKeys.Partition(RunName, run.PartitionOf(components[0])));
        var timelines = await partition.CaptureAll(run.Layout.Epoch);
        var captured = timelines.First(timeline => timeline.First == components[0].Id);
        return
        [
            .. components.Select(component => ComponentStates.Read(
                run.World,
                component,
                captured.AtNanoseconds,
                captured.States[component.Id - captured.First])),
        ];
    }

    public async Task<LoggedCommand> Inject(ComponentCommand command)
    {
        var run = await GetRun();
        var component = run.Component(command.Component);
        return component.Host == Path
            ? await GrainFactory.GetGrain<IRunGrain>(RunName).Command(command)
            : throw new RunFailedException($"Component {command.Component} is not on host {Path}.");
    }

    private static IEnumerable<ComponentInfo> ComponentsOf(RunContext run, HostPlan host) =>
        run.World.Components.Where(component => component.Host == host.Name);
}
