using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Credit2;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>A host under credit2 with bare workloads, all costs zero.</summary>
internal sealed class Credit2Host(int cores) : IWatcher
{
    private readonly List<DomainPlan> _domains = [];
    private Timeline? _timeline;

    public int CoresPerSocket { get; init; }

    public int ThreadsPerCore { get; init; } = 1;

    public Duration Ratelimit { get; init; } = Duration.FromMilliseconds(1);

    public Credit2Plan Parameters { get; init; } = new();

    /// <summary>How long each woken vCPU waited for a core: vCPU, ns.</summary>
    public List<(int Vcpu, long Waited)> Waits { get; } = [];

    /// <summary>Every switch: when, core, vCPU or −1.</summary>
    public List<(long At, int Pcpu, int Vcpu)> Switches { get; } = [];

    bool IWatcher.WantsMessages => true;

    public Timeline Timeline => _timeline ??= Start();

    public Credit2Scheduler Scheduler => (Credit2Scheduler)Timeline.Processes[0];

    public RunPlan Plan => new()
    {
        Name = "credit2",
        Seed = 1,
        Duration = Duration.FromSeconds(60),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = cores,
                CoresPerSocket = CoresPerSocket,
                ThreadsPerCore = ThreadsPerCore,
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan
                {
                    Kind = SchedulerKind.Credit2,
                    Ratelimit = Ratelimit,
                    Credit2 = Parameters,
                },
            },
        ],
        Domains = _domains,
    };

    public static WorkloadPlan Hog { get; } =
        new() { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };

    public static VirtualTime At(long milliseconds) => VirtualTime.Zero + Duration.FromMilliseconds(milliseconds);

    public static WorkloadPlan Periodic(int gapMicroseconds, int costMicroseconds, int startMicroseconds = 0) => new()
    {
        Kind = WorkloadKind.Periodic,
        Start = VirtualTime.Zero + Duration.FromMicroseconds(startMicroseconds),
        Gap = Duration.FromMicroseconds(gapMicroseconds),
        Cost = Duration.FromMicroseconds(costMicroseconds),
        Vcpu = 0,
    };

    /// <summary>Adds a domain, each of whose vCPUs has the same work; returns its number.</summary>
    public int Add(
        WorkloadPlan work, int weight = 256, int cap = 0, int vcpus = 1, int[]? pins = null, int[]? soft = null) =>
        Add(work, weight, cap, vcpus, _ => pins ?? [], soft ?? []);

    /// <summary>Adds a domain each of whose vCPUs has pCPUs of its own; returns its number.</summary>
    public int Add(WorkloadPlan work, int weight, int cap, int vcpus, Func<int, int[]> pins, int[] soft)
    {
        _domains.Add(new DomainPlan
        {
            Tenant = "t",
            Name = $"d{_domains.Count}",
            Host = "host",
            Vcpus = [.. Enumerable.Range(0, vcpus).Select(vcpu => new VcpuPlan
            {
                Weight = weight,
                CapPercent = cap,
                Affinity = pins(vcpu),
                SoftAffinity = soft,
            })],
            Applications = [.. Enumerable.Range(0, vcpus).Select(vcpu => work with { Vcpu = vcpu })],
        });
        return _domains.Count - 1;
    }

    public void SetCredit(VirtualTime at, int domain, int weight, int cap) =>
        Timeline.Command(at, 0, new Message(0, MessageKind.SetCredit, (ushort)domain, weight, cap));

    public void SetRatelimit(VirtualTime at, Duration ratelimit) =>
        Timeline.Command(at, 0, new Message(0, MessageKind.SetRatelimit, 0, ratelimit.Nanoseconds, 0));

    public long RuntimeAt(int vcpu, VirtualTime at)
    {
        Timeline.Advance(at);
        return Scheduler.RuntimeOf(vcpu, at.Nanoseconds);
    }

    /// <summary>How long all vCPUs of a domain ran between two instants.</summary>
    public long DomainRuntimeBetween(int domain, VirtualTime from, VirtualTime to)
    {
        var before = DomainRuntimeAt(domain, from);
        return DomainRuntimeAt(domain, to) - before;
    }

    public long BusyAt(VirtualTime at)
    {
        Timeline.Advance(at);
        return Timeline.Processes.OfType<PhysicalCore>().Sum(core => core.AccountsAt(at).Run);
    }

    void IWatcher.Handled(in Envelope envelope)
    {
        if (envelope.Message.Kind == MessageKind.Switch)
        {
            var vcpu = envelope.Message.Port == HostScheduler.IdlePort ? HostScheduler.None : envelope.Message.Port;
            Switches.Add((envelope.Order.At.Nanoseconds, envelope.Message.Target - 1, vcpu));
        }
    }

    void IWatcher.Observed(VirtualTime at, int source, in Message observation)
    {
        if (observation.Kind == MessageKind.ObservedWakeLatency)
        {
            Waits.Add((observation.Port, observation.A));
        }
    }

    private long DomainRuntimeAt(int domain, VirtualTime at)
    {
        Timeline.Advance(at);
        return Enumerable.Range(0, Scheduler.VcpuCount)
            .Where(vcpu => Scheduler.Placement(vcpu).Domain == domain)
            .Sum(vcpu => Scheduler.RuntimeOf(vcpu, at.Nanoseconds));
    }

    private Timeline Start()
    {
        var timeline = new World(Plan).CreateTimeline(0);
        timeline.Watcher = this;
        return timeline;
    }
}
