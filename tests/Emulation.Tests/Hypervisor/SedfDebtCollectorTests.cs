using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Sedf;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// SEDF-DC (policy Sedf): domains pay for what they cause in the driver domain. The test plays the monitor: it charges
/// a domain with 4 ms in 10 ms beside one with 5 ms in 10 ms.
/// </summary>
public sealed class SedfDebtCollectorTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void Without_charges_it_is_sedf()
    {
        var (plain, collector) = (Host(SchedulerKind.Sedf), Host(SchedulerKind.SedfDc));

        Assert.Equal(plain.RuntimeAt(0, 2 * Second), collector.RuntimeAt(0, 2 * Second));
        Assert.Equal(plain.Scheduler.Vcpu(0).Dispatches, collector.Scheduler.Vcpu(0).Dispatches);
    }

    [Fact]
    public void Own_time_and_what_is_charged_are_the_reservation_together()
    {
        var host = Host(SchedulerKind.SedfDc);
        for (var at = 100_000; at < 2 * Second; at += 100_000)
        {
            // A tenth of the time: of 40 % of a core, 30 % are left.
            host.Command(at, MessageKind.DriverDomainCharged, 0, 10_000_000);
        }

        Assert.Equal(300_000_000, Between(host, Second, 2 * Second));
    }

    [Fact]
    public void A_debt_is_spread_over_the_next_interval_and_then_forgotten()
    {
        var host = Host(SchedulerKind.SedfDc);
        host.Command(100_000, MessageKind.DriverDomainCharged, 0, 20_000_000);

        // 2 ms less in each of ten periods; the one under way was paid for before.
        Assert.Equal(40_000_000 - 20_000_000, Between(host, 100_000, 200_000), 2_000_000.0);
        Assert.Equal(Duration.Zero, Collector(host).DebtOf(0));
        Assert.Equal(40_000_000, Between(host, 300_000, 400_000));
    }

    [Fact]
    public void A_tenth_of_the_slice_is_left_however_great_the_debt()
    {
        var host = Host(SchedulerKind.SedfDc);
        host.Command(100_000, MessageKind.DriverDomainCharged, 0, 1_000_000_000);

        Assert.Equal(4_000_000, Between(host, 200_000, 300_000));
    }

    [Fact]
    public void Slices_that_were_slept_through_pay()
    {
        var sleeper = new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Vcpu = 0,
            Cost = Duration.FromMilliseconds(1),
            Gap = Duration.FromMilliseconds(100),
        };
        var host = new RunningHost(Plan(SchedulerKind.SedfDc), 1, (sleeper, RunningHost.Reserved(10, 4)));
        host.Command(50_000, MessageKind.DriverDomainCharged, 0, 15_000_000);
        host.Advance(450_000);

        Assert.Equal(Duration.Zero, Collector(host).DebtOf(0));
    }

    [Fact]
    public void Debts_survive_saving_and_loading()
    {
        var host = Host(SchedulerKind.SedfDc);
        host.Command(100_000, MessageKind.DriverDomainCharged, 0, 35_000_001);
        host.Advance(105_000);
        var debt = Collector(host).DebtOf(0);
        host.Reload();

        Assert.Equal(debt, Collector(host).DebtOf(0));
        Assert.True(debt > Duration.FromMilliseconds(30));
    }

    private static long Between(RunningHost host, long from, long to)
    {
        var before = host.RuntimeAt(0, from);
        return host.RuntimeAt(0, to) - before;
    }

    private static SedfDebtCollector Collector(RunningHost host) => (SedfDebtCollector)host.Scheduler;

    private static RunningHost Host(SchedulerKind kind) => new(
        Plan(kind), 1, (RunningHost.Hog, RunningHost.Reserved(10, 4)), (RunningHost.Hog, RunningHost.Reserved(10, 5)));

    private static SchedulerPlan Plan(SchedulerKind kind) => new() { Kind = kind };
}
