using Xenisol.Emulation.Commands;
using Xenisol.Emulation.Engine;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>An event channel.</summary>
[HostPlacement]
internal sealed class EventChannelGrain(RunDirectory directory) : ComponentGrain(directory), IEventChannelGrain
{
    public Task<IReadOnlyList<LoggedCommand>> RebindBackend(int vcpu) =>
        Rebind(EventChannelCommandRules.BackendEnd, vcpu);

    public Task<IReadOnlyList<LoggedCommand>> RebindFrontend(int vcpu) =>
        Rebind(EventChannelCommandRules.FrontendEnd, vcpu);

    private async Task<IReadOnlyList<LoggedCommand>> Rebind(int end, int vcpu)
    {
        var run = await GetRun();
        var fault = EventChannelCommandRules.FaultOf(
            run.World.Plan, run.Component(Path), MessageKind.EventRebind, end, vcpu);
        return fault is null
            ? await Give([CommandOf(MessageKind.EventRebind, end, vcpu)])
            : throw new RunFailedException(fault);
    }
}
