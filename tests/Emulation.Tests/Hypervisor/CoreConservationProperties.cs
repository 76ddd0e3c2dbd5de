using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: every nanosecond of every core is accounted for, whatever is scheduled and whatever it costs.
/// </summary>
public sealed class CoreConservationProperties
{
    private static readonly Gen<WorkloadPlan> Workload =
        Gen.Select(Gen.Enum<WorkloadKind>(), Gen.Long[1, 4_000], Gen.Long[1, 9_000], Gen.ULong).Select(
            (kind, cost, gap, seed) => new WorkloadPlan
            {
                // A chained workload needs somebody who triggers it.
                Kind = kind == WorkloadKind.Chained ? WorkloadKind.Hog : kind,
                Start = VirtualTime.Zero + Duration.FromMicroseconds(gap),
                Cost = Duration.FromMicroseconds(cost),
                MaxCost = Duration.FromMicroseconds(cost * 2),
                Gap = Duration.FromMicroseconds(gap),
                MaxGap = Duration.FromMicroseconds(gap * 3),
                Seed = seed,
                Vcpu = 0,
            });

    [Fact]
    public void Run_switch_interrupt_hypervisor_and_idle_sum_up_to_the_time_of_every_core() =>
        Gen.Select(
            Gen.Int[1, 4],
            Gen.Enum<SchedulerKind>(),
            Gen.Bool.Select(costs => costs ? "xeon-2008" : "zero"),
            Workload.Array[1, 8])
            .Sample(Conserves, iter: 100);

    [Fact]
    public void Time_on_a_core_is_either_progress_or_an_overhead_that_is_owed() =>
        Gen.Select(Gen.Int[1, 3], Workload.Array[1, 6]).Sample(
            (cores, workloads) =>
            {
                var end = VirtualTime.Zero + Duration.FromMilliseconds(300);
                var timeline = new World(Plan(cores, SchedulerKind.Credit, "xeon-2008", workloads)).CreateTimeline(0);
                timeline.Advance(end);
                var accounts = timeline.Processes.OfType<PhysicalCore>().Select(core => core.AccountsAt(end)).ToList();
                var scheduled = ((HostScheduler)timeline.Processes[0]).VcpusAt(end)
                    .Sum(vcpu => vcpu.Runtime.Nanoseconds);
                var run = accounts.Sum(account => account.Run);
                var overhead = accounts.Sum(account => account.Switch + account.Hypervisor + account.Interrupt);
                return run <= scheduled && scheduled <= run + overhead;
            },
            iter: 60);

    private static bool Conserves(int cores, SchedulerKind scheduler, string machine, WorkloadPlan[] workloads)
    {
        var end = VirtualTime.Zero + Duration.FromMilliseconds(300);
        var timeline = new World(Plan(cores, scheduler, machine, workloads)).CreateTimeline(0);
        timeline.Advance(end);
        return timeline.Processes.OfType<PhysicalCore>()
            .All(core => core.AccountsAt(end).Total == end.Nanoseconds);
    }

    private static RunPlan Plan(int cores, SchedulerKind scheduler, string machine, WorkloadPlan[] workloads) => new()
    {
        Name = "conservation",
        Seed = 1,
        Duration = Duration.FromSeconds(1),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = cores,
                Machine = MachineProfiles.Get(machine),
                Scheduler = new SchedulerPlan { Kind = scheduler },
            },
        ],
        Domains =
        [
            .. workloads.Select((workload, i) => new DomainPlan
            {
                Tenant = "t",
                Name = $"d{i}",
                Host = "host",
                Vcpus =
                [
                    i % 3 == 0
                        ? new VcpuPlan { Period = Duration.FromMilliseconds(10), Slice = Duration.FromMilliseconds(1) }
                        : new VcpuPlan(),
                ],
                Applications = [workload],
            }),
        ],
    };
}
