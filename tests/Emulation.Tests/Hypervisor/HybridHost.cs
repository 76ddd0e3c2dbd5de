using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Hybrid;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>A host with bare workloads; hybrid scheduler and profile zero unless said otherwise.</summary>
internal sealed class HybridHost
{
    private readonly List<DomainPlan> _domains = [];
    private readonly int _cores;
    private Timeline? _timeline;

    public HybridHost(int cores) => _cores = cores;

    public MachineProfile Machine { get; init; } = new() { Name = "zero" };

    public SchedulerPlan Policy { get; init; } = new() { Kind = SchedulerKind.Hybrid };

    public Timeline Timeline => _timeline ??= new World(Plan).CreateTimeline(0);

    public HybridScheduler Scheduler => (HybridScheduler)Timeline.Processes[0];

    public RunPlan Plan => new()
    {
        Name = "hybrid",
        Seed = 1,
        Duration = Duration.FromSeconds(10),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = _cores,
                Machine = Machine,
                Scheduler = Policy,
            },
        ],
        Domains = _domains,
    };

    /// <summary>Adds a domain of one vCPU; returns the vCPU's index.</summary>
    public int Add(WorkloadPlan workload, Duration period = default, Duration slice = default, int weight = 256)
    {
        _domains.Add(new DomainPlan
        {
            Tenant = "t",
            Name = $"d{_domains.Count}",
            Host = "host",
            Vcpus = [new VcpuPlan { Period = period, Slice = slice, Weight = weight }],
            Applications = [workload],
        });
        return _domains.Count - 1;
    }

    /// <summary>Adds a domain of one vCPU with everything that a vCPU may have.</summary>
    public int Add(WorkloadPlan workload, VcpuPlan vcpu)
    {
        var added = Add(workload);
        _domains[added] = _domains[added] with { Vcpus = [vcpu] };
        return added;
    }

    public int AddHog(Duration period = default, Duration slice = default, int weight = 256) =>
        Add(
            new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 },
            period,
            slice,
            weight);

    public long RuntimeAt(int vcpu, VirtualTime at)
    {
        Timeline.Advance(at);
        return Scheduler.RuntimeOf(vcpu, at.Nanoseconds);
    }

    public void SetEdf(VirtualTime at, int vcpu, Duration period, Duration slice) =>
        Timeline.Command(
            at,
            0,
            new Message(0, MessageKind.SetEdf, (ushort)vcpu, period.Nanoseconds, slice.Nanoseconds));

    public Duration BusyAt(VirtualTime at)
    {
        Timeline.Advance(at);
        return Duration.FromNanoseconds(
            Timeline.Processes.OfType<PhysicalCore>().Sum(core => core.AccountsAt(at).Run));
    }
}
