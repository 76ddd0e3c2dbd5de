using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Commands;

/// <summary>Which commands an event channel takes.</summary>
public static class EventChannelCommandRules
{
    /// <summary>The port of the driver domain's end.</summary>
    public const int BackendEnd = EventChannel.Backend;

    /// <summary>The port of the guest's end.</summary>
    public const int FrontendEnd = EventChannel.Frontend;

    /// <summary>What names of channels of virtual disks have behind their domain's.</summary>
    private const string DiskSuffix = ".xvda";

    /// <summary>What is wrong with a command; null if nothing is.</summary>
    /// <param name="plan">The run, every domain with its host.</param>
    /// <param name="channel">The event channel.</param>
    /// <param name="kind">What is commanded.</param>
    /// <param name="end">Which end.</param>
    /// <param name="vcpu">The vCPU of the end's domain.</param>
    public static string? FaultOf(RunPlan plan, ComponentInfo channel, MessageKind kind, int end, long vcpu)
    {
        if (kind != MessageKind.EventRebind)
        {
            return $"an event channel takes {MessageKind.EventRebind} only.";
        }

        if (end is not (BackendEnd or FrontendEnd))
        {
            return $"Event channel {channel.Path} has end {BackendEnd}, the driver domain's, and end {FrontendEnd}, "
                + $"the guest's, but no end {end}.";
        }

        if (end == BackendEnd)
        {
            var host = plan.Hosts.First(host => host.Name == channel.Host);
            return VcpuFault("The driver domain", host.DriverDomain!.Vcpus, vcpu);
        }

        var guest = plan.Domains.FirstOrDefault(domain => domain.Host == channel.Host
            && (channel.Name == domain.Name || channel.Name == domain.Name + DiskSuffix));
        return guest is null
            ? $"Event channel {channel.Path} belongs to a device: its only end is the driver domain's."
            : VcpuFault($"Domain {guest.Name}", guest.Vcpus, vcpu);
    }

    private static string? VcpuFault(string owner, IReadOnlyList<VcpuPlan> vcpus, long vcpu) =>
        vcpu < 0 || vcpu >= vcpus.Count
            ? $"{owner}: Invalid VCPU {vcpu}: valid range is [0, {vcpus.Count - 1}]."
        : vcpus[(int)vcpu].Isolated
            ? $"{owner}: vCPU {vcpu} is isolated and takes no events; name another."
        : null;
}
