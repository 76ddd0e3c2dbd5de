using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>A golden scenario as it runs here, with everything that its file holds numbers of.</summary>
internal sealed class SchedulingRun : IWatcher
{
    private readonly Timeline _timeline;
    private readonly Workload[] _workloads;

    public SchedulingRun(GoldenScenario scenario, RunPlan plan)
    {
        _timeline = Prepare(scenario, new World(plan));
        _timeline.Watcher = this;
        Scheduler = (HostScheduler)_timeline.Processes[0];
        _workloads = [.. _timeline.Processes.OfType<Domain>()
            .SelectMany(domain => domain.Applications).OfType<Workload>()];
        WakeLatencies = Lists();
        Responses = Lists();
        EndToEnds = Lists();
        Releases = Lists();
    }

    public bool WantsMessages => true;

    public HostScheduler Scheduler { get; }

    public List<GoldenSwitch> Trace { get; } = [];

    public IReadOnlyList<List<long>> WakeLatencies { get; }

    public IReadOnlyList<List<long>> Responses { get; }

    public IReadOnlyList<List<long>> EndToEnds { get; }

    public IReadOnlyList<List<long>> Releases { get; }

    /// <summary>A timeline at its start with the scenario's parameter changes queued as commands.</summary>
    public static Timeline Prepare(GoldenScenario scenario, World world, IComponentGateway? gateway = null)
    {
        Timeline timeline = world.CreateTimeline(0, gateway);
        bool isCredit = world.Plan.Hosts[0].Scheduler.Kind is SchedulerKind.Credit or SchedulerKind.Credit2;
        int position = 0;
        foreach (GoldenParameterChange change in scenario.ParameterChanges)
        {
            ushort domain = (ushort)change.Domain;
            VcpuPlan terms = change.Terms;
            Message command = isCredit
                ? new Message(0, MessageKind.SetCredit, domain, terms.Weight, terms.CapPercent)
                : new Message(
                    0, MessageKind.SetReservation, domain, terms.Period.Nanoseconds, terms.Slice.Nanoseconds);
            timeline.Command(change.At, position++, command);
        }

        return timeline;
    }

    public void Advance(VirtualTime until) => _timeline.Advance(until);

    public WorkloadCounts Counts(int vcpu) => _workloads[vcpu].Counts;

    public long Busy(int pcpu, VirtualTime now) => ((PhysicalCore)_timeline.Processes[1 + pcpu]).AccountsAt(now).Run;

    public void Handled(in Envelope envelope)
    {
        Message message = envelope.Message;
        if (message.Kind == MessageKind.Switch)
        {
            int vcpu = message.Port == HostScheduler.IdlePort ? -1 : message.Port;
            Trace.Add(new GoldenSwitch(envelope.Order.At, message.Target - 1, vcpu));
        }
    }

    public void Observed(VirtualTime at, int source, in Message observation)
    {
        int vcpu = observation.Port;
        switch (observation.Kind)
        {
            case MessageKind.ObservedRelease:
                Releases[vcpu].Add(observation.A);
                break;
            case MessageKind.ObservedWakeLatency:
                WakeLatencies[vcpu].Add(observation.A);
                break;
            case MessageKind.ObservedResponse:
                Responses[vcpu].Add(observation.A);
                if (observation.B >= 0)
                {
                    EndToEnds[vcpu].Add(observation.B);
                }

                break;
            default:
                break;
        }
    }

    private List<long>[] Lists() => [.. _workloads.Select(_ => new List<long>())];
}
