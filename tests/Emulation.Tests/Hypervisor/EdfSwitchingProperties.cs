using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: reservations that come, change and go on EDF neither create nor lose time.</summary>
public sealed class EdfSwitchingProperties
{
    private const long End = 600_000_000;

    private static readonly Gen<(int At, int Vcpu, int Period, int Percent)> Change =
        Gen.Select(Gen.Int[1, 500], Gen.Int[0, 4], Gen.Int[1, 30], Gen.Int[0, 60]);

    private static readonly Gen<SchedulerPlan> Policy =
        Gen.Select(Gen.Bool, Gen.Enum<EdfServer>()).Select(
            (global, server) => new SchedulerPlan
            {
                Kind = global ? SchedulerKind.GlobalEdf : SchedulerKind.Edf,
                Server = server,
            });

    [Fact]
    public void What_vcpus_ran_is_what_cores_were_busy() =>
        Gen.Select(Gen.Int[1, 4], Policy, Gen.Int[-1, 3].Array[5], Change.Array[0, 15]).Sample(
            (cores, policy, pins, changes) =>
            {
                var timeline = new World(Plan(cores, policy, pins)).CreateTimeline(0);
                foreach (var (at, vcpu, period, percent) in changes.OrderBy(change => change.At))
                {
                    var instant = VirtualTime.FromNanoseconds(at * 1_000_000L);
                    timeline.Advance(instant);
                    timeline.Command(instant, 0, new Message(
                        0, MessageKind.SetEdf, (ushort)vcpu, period * 1_000_000L, period * percent * 10_000L));
                }

                var end = VirtualTime.FromNanoseconds(End);
                timeline.Advance(end);
                var scheduler = (HostScheduler)timeline.Processes[0];
                var ran = Enumerable.Range(0, pins.Length).Sum(vcpu => scheduler.RuntimeOf(vcpu, End));
                var busy = timeline.Processes.OfType<PhysicalCore>().Sum(core => core.AccountsAt(end).Run);
                return ran == busy && ran > 0;
            },
            iter: 200);

    private static RunPlan Plan(int cores, SchedulerPlan policy, int[] pins) => new()
    {
        Name = "switching",
        Seed = 1,
        Duration = Duration.FromSeconds(1),
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
        Domains =
        [
            .. pins.Select((pin, i) => new DomainPlan
            {
                Tenant = "t",
                Name = $"d{i}",
                Host = "host",
                Vcpus = [new VcpuPlan { Affinity = pin < 0 || pin >= cores ? [] : [pin] }],
                Applications =
                [
                    new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 },
                ],
            }),
        ],
    };
}
