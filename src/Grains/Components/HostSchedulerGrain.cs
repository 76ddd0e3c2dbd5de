using Xenisol.Emulation.Commands;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Hosts;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A host's scheduler. Ranges are Xen's, and so are the words of its refusals.</summary>
[HostPlacement]
internal sealed partial class HostSchedulerGrain(RunDirectory directory)
    : ComponentGrain(directory), IHostSchedulerGrain
{
    public async Task<IReadOnlyList<DomainSummary>> GetDomains()
    {
        var run = await GetRun();
        var host = run.Host(run.Component(Path).Host);
        var (scheduler, at) = await View();
        var vcpus = scheduler.VcpusAt(at);
        return [.. HostDomain.Of(run, host).Select(domain => domain.Summarise(host.Name, vcpus))];
    }

    public async Task<SchedulerSummary> GetSummary()
    {
        var (scheduler, _) = await View();
        var parameters = scheduler.Parameters;
        return new SchedulerSummary(
            scheduler.Policy,
            parameters.HasTimeslice,
            parameters.HasRatelimit,
            parameters.Timeslice.Nanoseconds,
            parameters.Ratelimit.Nanoseconds,
            parameters.MigrationDelay.Nanoseconds);
    }

    private async Task<(IHostSchedulerView Scheduler, VirtualTime At)> View()
    {
        var (process, at) = await Read();
        return process is IHostSchedulerView scheduler
            ? (scheduler, at)
            : throw new RunFailedException($"Component {Path} is no host scheduler.");
    }

    /// <summary>What the scheduler takes, as it binds whoever replays a log.</summary>
    private async Task<SchedulerCommandRules> Rules()
    {
        var run = await GetRun();
        var (scheduler, _) = await View();
        return new SchedulerCommandRules(run.World.Plan, run.Host(run.Component(Path).Host), scheduler);
    }

    /// <exception cref="RunFailedException">The rules do not allow the command.</exception>
    private static ComponentCommand Checked(SchedulerCommandRules rules, ComponentCommand command) =>
        rules.FaultOf(command.Kind, command.Port, command.A, command.B) is { } fault
            ? throw new RunFailedException(fault)
            : command;

    private async Task<(HostPlan Host, HostDomain Domain)> Find(string domain)
    {
        var run = await GetRun();
        var host = run.Host(run.Component(Path).Host);
        var domains = HostDomain.Of(run, host);
        var found = domains.FirstOrDefault(d => string.Equals(d.Name, domain, StringComparison.Ordinal));
        return found is not null
            ? (host, found)
            : throw new RunFailedException(
                $"Host {host.Name} has no domain {domain}; it has {string.Join(", ", domains.Select(d => d.Name))}.");
    }

    /// <summary>The indices on the host of a domain's vCPU, or of all of them.</summary>
    private static IReadOnlyList<int> VcpusOf(HostDomain domain, int vcpu)
    {
        if (vcpu < -1 || vcpu >= domain.Vcpus.Count)
        {
            throw new RunFailedException(
                $"Domain {domain.Name}: Invalid VCPU {vcpu}: valid range is [0, {domain.Vcpus.Count - 1}].");
        }

        return [.. Enumerable.Range(domain.FirstVcpu, domain.Vcpus.Count)
            .Where(index => vcpu < 0 || index == domain.FirstVcpu + vcpu)];
    }

    /// <summary>Handles a command on a copy, so that what comes after it is judged by what it leaves.</summary>
    private static void Rehearse(LogicalProcess copy, VirtualTime at, ComponentCommand command)
    {
        var outbox = new Outbox();
        outbox.Begin(copy.Id, at, Phase.Command);
        copy.Receive(
            new Envelope(
                new MessageOrder(at, MessageOrder.Pack(Phase.Command, 0, 0)),
                new Message(copy.Id, command.Kind, command.Port, command.A, command.B)),
            outbox);
    }
}
