using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>A host of bare workloads under any policy, which takes commands while it runs; profile zero.</summary>
internal sealed class RunningHost
{
    private readonly RunPlan _plan;
    private int _commands;

    public RunningHost(SchedulerPlan policy, int cores, params (WorkloadPlan Workload, VcpuPlan Vcpu)[] domains)
    {
        _plan = new RunPlan
        {
            Name = "running",
            Seed = 1,
            Duration = Duration.FromSeconds(10),
            Warmup = Duration.Zero,
            Hosts =
            [
                new HostPlan
                {
                    Name = "host",
                    Cores = cores,
                    Machine = new MachineProfile { Name = "zero" },
                    Scheduler = policy,
                },
            ],
            Domains = [.. domains.Select((domain, index) => new DomainPlan
            {
                Tenant = "t",
                Name = $"d{index}",
                Host = "host",
                Vcpus = [domain.Vcpu],
                Applications = [domain.Workload],
            })],
        };
        Timeline = new World(_plan).CreateTimeline(0);
    }

    public Timeline Timeline { get; private set; }

    public HostScheduler Scheduler => (HostScheduler)Timeline.Processes[0];

    public static WorkloadPlan Hog { get; } = new() { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };

    public static VcpuPlan Reserved(int periodMilliseconds, int sliceMilliseconds, params int[] affinity) => new()
    {
        Period = Duration.FromMilliseconds(periodMilliseconds),
        Slice = Duration.FromMilliseconds(sliceMilliseconds),
        Affinity = affinity,
    };

    public static VirtualTime At(long microseconds) => VirtualTime.FromNanoseconds(microseconds * 1_000);

    public void Advance(long microseconds) => Timeline.Advance(At(microseconds));

    public long RuntimeAt(int vcpu, long microseconds)
    {
        Advance(microseconds);
        return Scheduler.RuntimeOf(vcpu, At(microseconds).Nanoseconds);
    }

    public void Command(long microseconds, MessageKind kind, int port, long a, long b = 0) =>
        Timeline.Command(At(microseconds), _commands++, new Message(0, kind, (ushort)port, a, b));

    public void Pin(long microseconds, int vcpu, params int[] pcpus) =>
        Command(
            microseconds,
            MessageKind.SetHardAffinity,
            vcpu,
            0,
            pcpus.Aggregate(0L, (bits, pcpu) => bits | (1L << pcpu)));

    /// <summary>Saves everything and goes on in fresh components.</summary>
    public void Reload()
    {
        var saved = StateTransfer.Save();
        Timeline.Transfer(saved);
        Timeline = new World(_plan).CreateTimeline(0);
        var loaded = StateTransfer.Load(saved.ToArray());
        Timeline.Transfer(loaded);
        loaded.Finish();
    }

    public ulong Digest => Timeline.Processes.Aggregate(0UL, (sum, one) => unchecked((sum * 31) + one.Digest));
}
