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
}
