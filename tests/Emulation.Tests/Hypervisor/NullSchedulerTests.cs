using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Null;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: a vCPU has a pCPU of its own, or none. Method: random workloads and affinities.</summary>
public sealed class NullSchedulerTests
{
    private static readonly VirtualTime End = VirtualTime.FromNanoseconds(100_000_000);

    [Fact]
    public void Who_has_a_pcpu_never_waits_and_never_moves() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[50_000, 900_000].Array[1, 8]).Sample((cores, costs) =>
        {
            var (scheduler, _) = Run(cores, [.. costs.Select(cost => Periodic(cost))], []);
            for (var vcpu = 0; vcpu < costs.Length; vcpu++)
            {
                // Jobs of 1 ms periods that began at 0: the last one ends before the end of the run.
                var expected = vcpu < cores ? 100L * costs[vcpu] : 0;
                Assert.Equal(expected, scheduler.RuntimeOf(vcpu, End.Nanoseconds));
                Assert.Equal(vcpu < cores ? 100 : 0, scheduler.Vcpu(vcpu).Dispatches);
                Assert.Equal(0, scheduler.Vcpu(vcpu).Migrations);
                Assert.Equal(0, scheduler.Vcpu(vcpu).Preemptions);
            }
        });

    [Fact]
    public void Affinity_decides_who_gets_which_pcpu_and_who_waits()
    {
        WorkloadPlan hog = new() { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };

        var (scheduler, _) = Run(3, [hog, hog, hog, hog], [[1], [1, 2], [1], []]);

        Assert.Equal([3, 0, 1], [scheduler.OwnerOf(0), scheduler.OwnerOf(1), scheduler.OwnerOf(2)]);
        Assert.Equal(0, scheduler.RuntimeOf(2, End.Nanoseconds));
        Assert.Equal(End.Nanoseconds, scheduler.RuntimeOf(3, End.Nanoseconds));
    }

    private static WorkloadPlan Periodic(int costNanoseconds) => new()
    {
        Kind = WorkloadKind.Periodic,
        Start = VirtualTime.Zero,
        Vcpu = 0,
        Cost = Duration.FromNanoseconds(costNanoseconds),
        Gap = Duration.FromMilliseconds(1),
    };

    private static (NullScheduler Scheduler, Timeline Timeline) Run(
        int cores, WorkloadPlan[] workloads, int[][] affinities)
    {
        RunPlan plan = new()
        {
            Name = "null",
            Seed = 1,
            Duration = End - VirtualTime.Zero,
            Warmup = Duration.Zero,
            Hosts =
            [
                new HostPlan
                {
                    Name = "host",
                    Cores = cores,
                    Machine = new MachineProfile { Name = "zero" },
                    Scheduler = new SchedulerPlan { Kind = SchedulerKind.Null },
                },
            ],
            Domains = [.. workloads.Select((workload, index) => new DomainPlan
            {
                Tenant = "t",
                Name = $"d{index}",
                Host = "host",
                Vcpus = [new VcpuPlan { Affinity = index < affinities.Length ? affinities[index] : [] }],
                Applications = [workload],
            })],
        };
        var timeline = new World(plan).CreateTimeline(0);
        timeline.Advance(End);
        return ((NullScheduler)timeline.Processes[0], timeline);
    }
}
