using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
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
    /// <param name="vcpus">The host's vCPUs, as its scheduler sees them.</param>
    public DomainSummary Summarise(string host, IReadOnlyList<VcpuView> vcpus) =>
        new(Number, Name, Tenant, host, [.. Vcpus.Select((_, number) => Summarise(number, vcpus[FirstVcpu + number]))]);

    private static VcpuSummary Summarise(int number, VcpuView vcpu) =>
        new(
            number,
            vcpu.Index,
            vcpu.Pcpu,
            vcpu.Running ? 'r' : vcpu.Blocked ? 'b' : '-',
            vcpu.Runtime.Nanoseconds,
            vcpu.Weight,
            vcpu.CapPercent,
            vcpu.Period.Nanoseconds,
            vcpu.Slice.Nanoseconds,
            vcpu.ExtraTime,
            vcpu.HardAffinity,
            vcpu.SoftAffinity);
}
