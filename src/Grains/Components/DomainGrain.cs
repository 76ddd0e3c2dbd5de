using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A domain.</summary>
[HostPlacement]
internal sealed class DomainGrain(RunDirectory directory) : ComponentGrain(directory), IDomainGrain
{
    public async Task<DomainSummary> GetSummary()
    {
        var run = await GetRun();
        var component = run.Component(Path);
        var domains = await GrainFactory.GetGrain<IHostGrain>(GrainKeys.Host(RunName, component.Host)).GetDomains();
        return domains.First(domain => string.Equals(domain.Name, component.Name, StringComparison.Ordinal));
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetAffinity(
        int vcpu, IReadOnlyList<int>? hard, IReadOnlyList<int>? soft)
    {
        var run = await GetRun();
        var component = run.Component(Path);
        var scheduler = run.World.Components.First(
            one => one.Kind == ComponentKind.HostScheduler && one.Host == component.Host);
        return await GrainFactory.GetGrain<IHostSchedulerGrain>(GrainKeys.Component(RunName, scheduler))
            .SetAffinity(component.Name, vcpu, hard, soft);
    }
}
