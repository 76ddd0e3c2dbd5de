using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: what a shared run queue costs is the lock's own arithmetic. Method: as many hogs as cores wake in one instant,
/// so that all cores decide at once; hypervisor time of each core is read right after.
/// </summary>
public sealed class QueueLockTests
{
    private const long Invocation = 500;
    private const long HandingOn = 300;

    [Fact]
    public void Who_asks_while_others_hold_it_gets_it_after_them()
    {
        QueueLock queueLock = default;

        Assert.Equal(10, queueLock.Take(now: 10, hold: 5));
        Assert.Equal(15, queueLock.Take(now: 10, hold: 7));
        Assert.Equal(22, queueLock.Take(now: 21, hold: 1));
        Assert.Equal(40, queueLock.Take(now: 40, hold: 1));
    }

    [Theory]
    [InlineData(SchedulerKind.GlobalEdf, 4)]
    [InlineData(SchedulerKind.GlobalEdf, 24)]
    [InlineData(SchedulerKind.Rtds, 24)]
    public void The_nth_core_that_decides_at_once_waits_for_all_before_it(SchedulerKind kind, int cores)
    {
        var hypervisor = HypervisorTimes(kind, cores);

        // The n-th holds the lock for its decision and for handing it on past n cores, after all before it did.
        long total = 0;
        for (var n = 0; n < cores; n++)
        {
            total += Invocation + (HandingOn * n);
            Assert.Equal(total, hypervisor[n]);
        }
    }

    [Fact]
    public void Twenty_four_cores_that_decide_at_once_take_what_was_measured_of_them() =>
        Assert.InRange(HypervisorTimes(SchedulerKind.GlobalEdf, 24)[^1], 50_000, 200_000);

    [Theory]
    [InlineData(SchedulerKind.Edf)]
    [InlineData(SchedulerKind.Hybrid)]
    public void A_core_with_a_queue_of_its_own_waits_for_nobody(SchedulerKind kind) =>
        Assert.All(HypervisorTimes(kind, 24), time => Assert.InRange(time, Invocation, 3 * Invocation));

    private static long[] HypervisorTimes(SchedulerKind kind, int cores)
    {
        Timeline timeline = new World(Plan(kind, cores)).CreateTimeline(0);
        timeline.Advance(VirtualTime.Zero + Duration.FromMilliseconds(2));
        return [.. timeline.Processes.OfType<PhysicalCore>()
            .Select(core => core.AccountsAt(VirtualTime.Zero + Duration.FromMilliseconds(2)).Hypervisor)];
    }

    private static RunPlan Plan(SchedulerKind kind, int cores) => new()
    {
        Name = "lock",
        Seed = 1,
        Duration = Duration.FromSeconds(1),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = cores,
                Machine = new MachineProfile
                {
                    Name = "lock",
                    SchedulerInvocation = Duration.FromNanoseconds(Invocation),
                    SchedulerLock = Duration.FromNanoseconds(HandingOn),
                },
                Scheduler = new SchedulerPlan { Kind = kind },
            },
        ],
        Domains =
        [
            .. Enumerable.Range(0, cores).Select(i => new DomainPlan
            {
                Tenant = "t",
                Name = $"d{i}",
                Host = "host",
                Vcpus =
                [
                    new VcpuPlan { Period = Duration.FromMilliseconds(100), Slice = Duration.FromMilliseconds(50) },
                ],
                Applications =
                [
                    new WorkloadPlan
                    {
                        Kind = WorkloadKind.Hog,
                        Start = VirtualTime.Zero + Duration.FromMilliseconds(1),
                        Vcpu = 0,
                    },
                ],
            }),
        ],
    };
}
