using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>A host, which is a cpupool by its name, with its scheduler and its domains, the driver domain first.
/// </summary>
internal sealed record XlHost(HostPlan Plan, SchedulerSummary Scheduler, IReadOnlyList<DomainSummary> Domains)
{
    public string Name => Plan.Name;
}
