using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>An event channel.</summary>
[HostPlacement]
internal sealed class EventChannelGrain(RunDirectory directory) : ComponentGrain(directory), IEventChannelGrain
{
    private const int BackendEnd = 0;
    private const int FrontendEnd = 1;

    /// <summary>What the names of channels of virtual disks have behind their domain's.</summary>
    private const string DiskSuffix = ".xvda";

    public async Task<IReadOnlyList<LoggedCommand>> RebindBackend(int vcpu)
    {
        var run = await GetRun();
        var component = run.Component(Path);
        return await Rebind(BackendEnd, "The driver domain", run.Host(component.Host).DriverDomain!.Vcpus, vcpu);
    }

    public async Task<IReadOnlyList<LoggedCommand>> RebindFrontend(int vcpu)
    {
        var run = await GetRun();
        var component = run.Component(Path);
        var guest = run.World.Plan.Domains.FirstOrDefault(domain =>
            domain.Host == component.Host && component.Name is var name
            && (name == domain.Name || name == domain.Name + DiskSuffix))
            ?? throw new RunFailedException(
                $"Event channel {Path} belongs to a device: its only end is the driver domain's.");
        return await Rebind(FrontendEnd, $"Domain {guest.Name}", guest.Vcpus, vcpu);
    }

    private Task<IReadOnlyList<LoggedCommand>> Rebind(int end, string owner, IReadOnlyList<VcpuPlan> vcpus, int vcpu)
    {
        if (vcpu < 0 || vcpu >= vcpus.Count)
        {
            throw new RunFailedException($"{owner}: Invalid VCPU {vcpu}: valid range is [0, {vcpus.Count - 1}].");
        }

        return !vcpus[vcpu].Isolated
            ? Give([CommandOf(MessageKind.EventRebind, end, vcpu)])
            : throw new RunFailedException($"{owner}: vCPU {vcpu} is isolated and takes no events; name another.");
    }
}
