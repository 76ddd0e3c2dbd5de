using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>
/// A golden scenario as it runs here, with everything that its file holds numbers of, and no more: what it keeps does
/// not grow with the length of the run.
/// </summary>
internal sealed class SchedulingRun : IWatcher
{
    private const long WaitingMax = 4_000_000;

    private readonly int _traceMax;
    private readonly int _releasesMax;
    private long _waiting;

    private readonly Timeline _timeline;
    private readonly Workload[] _workloads;

    /// <summary>A run that is to be compared.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="plan">The scenario as one engine runs it.</param>
    /// <param name="traceMax">How many context switches are kept, from the first on.</param>
    /// <param name="releasesMax">How many releases of each vCPU are kept, from the first on.</param>
    public SchedulingRun(GoldenScenario scenario, RunPlan plan, int traceMax = 0, int releasesMax = 0)
    {
        (_traceMax, _releasesMax) = (traceMax, releasesMax);
        _timeline = Prepare(scenario, new World(plan));
        _timeline.Watcher = this;
        Scheduler = (HostScheduler)_timeline.Processes[0];
        _workloads = [.. _timeline.Processes.OfType<Domain>()
            .SelectMany(domain => domain.Applications).OfType<Workload>()];
        LatencyCounts.Room room = new();
        WakeLatencies = PerVcpu(() => new LatencyCounts(room));
        Responses = PerVcpu(() => new LatencyCounts(room));
        EndToEnds = PerVcpu(() => new LatencyCounts(room));
        Releases = PerVcpu(() => new List<long>());
    }

    public bool WantsMessages => true;

    public HostScheduler Scheduler { get; }

    public List<GoldenSwitch> Trace { get; } = [];

    public IReadOnlyList<LatencyCounts> WakeLatencies { get; }

    public IReadOnlyList<LatencyCounts> Responses { get; }

    public IReadOnlyList<LatencyCounts> EndToEnds { get; }

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
        if (message.Kind == MessageKind.Switch && Trace.Count < _traceMax)
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
                CountWaiting(1, at);
                if (Releases[vcpu].Count < _releasesMax)
                {
                    Releases[vcpu].Add(observation.A);
                }

                break;
            case MessageKind.ObservedWakeLatency:
                WakeLatencies[vcpu].Add(observation.A);
                break;
            case MessageKind.ObservedResponse:
                CountWaiting(-1, at);
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

    private T[] PerVcpu<T>(Func<T> create) => [.. _workloads.Select(_ => create())];

    // Every job that waits is kept by its guest: more of them than ever matter would fill the memory.
    private void CountWaiting(int change, VirtualTime at)
    {
        _waiting += change;
        if (_waiting > WaitingMax)
        {
            throw new InvalidDataException(
                $"more than {WaitingMax} jobs wait at {at}: the loads must not release so much more than the pCPUs "
                + "can do.");
        }
    }
}
