using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Hosts;

/// <summary>A domain as its host numbers it.</summary>
/// <param name="Number">Its number on the host: the position among the host's domains.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tenant">Its owner; empty for a driver domain.</param>
/// <param name="FirstVcpu">The index on the host of its vCPU 0.</param>
/// <param name="Vcpus">Its vCPUs, as planned.</param>
internal sealed record HostDomain(
    int Number, string Name, string Tenant, int FirstVcpu, IReadOnlyList<VcpuPlan> Vcpus)
{
    /// <summary>The domains of a host, in the order of their numbers.</summary>
    public static IReadOnlyList<HostDomain> Of(RunContext run, HostPlan host)
    {
        var planned = run.World.Plan.Domains.Where(domain => domain.Host == host.Name)
            .ToDictionary(domain => domain.Name, StringComparer.Ordinal);
        var domains = new List<HostDomain>();
        var firstVcpu = 0;
        foreach (var component in run.World.Components)
        {
            if (component.Kind != ComponentKind.Domain || component.Host != host.Name)
            {
                continue;
            }

            var plan = planned.GetValueOrDefault(component.Name);
            var vcpus = plan?.Vcpus ?? host.DriverDomain?.Vcpus ?? [];
            domains.Add(new HostDomain(domains.Count, component.Name, plan?.Tenant ?? "", firstVcpu, vcpus));
            firstVcpu += vcpus.Count;
        }

        return domains;
    }

    /// <summary>The domain as people see it.</summary>
    /// <param name="host">Its host.</param>
    /// <param name="scheduler">The state of the host's scheduler.</param>
    public DomainSummary Summarise(string host, ComponentState scheduler) =>
        new(Number, Name, Tenant, host, [.. Vcpus.Select((plan, number) => Summarise(plan, number, scheduler))]);

    private VcpuSummary Summarise(VcpuPlan plan, int number, ComponentState scheduler)
    {
        var index = FirstVcpu + number;
        long Field(string name, long otherwise) => scheduler.ValueOf($"vcpu[{index}].{name}", otherwise);

        var isRunning = Field("isRunning", 0) != 0;
        var run = Field("runNanoseconds", 0);
        if (isRunning)
        {
            run += scheduler.AtNanoseconds - Field("lastSwitchNanoseconds", scheduler.AtNanoseconds);
        }

        return new VcpuSummary(
            number,
            index,
            (int)Field("lastPcpu", -1),
            isRunning ? 'r' : Field("isRunnable", 0) != 0 ? '-' : 'b',
            run,
            (int)scheduler.ValueOf($"domain[{Number}].weight", plan.Weight),
            (int)scheduler.ValueOf($"domain[{Number}].capPercent", plan.CapPercent),
            Field("periodNanoseconds", plan.Period.Nanoseconds),
            Field("sliceNanoseconds", plan.Slice.Nanoseconds));
    }
}
