using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Timeslice, rate limit and migration delay of credit, and RTDS servers, changed while they run.</summary>
public sealed class CreditParametersTests
{
    private const long Half = 1_000_000;

    [Fact]
    public void A_shorter_timeslice_switches_as_much_more_often()
    {
        var host = new RunningHost(Credit, 1, (RunningHost.Hog, new VcpuPlan()), (RunningHost.Hog, new VcpuPlan()));
        host.Advance(Half);
        var before = host.Scheduler.Pcpus[0].Switches;
        host.Command(Half, MessageKind.SetTimeslice, 0, 3_000_000);
        host.Advance(2 * Half);
        var after = host.Scheduler.Pcpus[0].Switches - before;

        Assert.InRange(before, 30, 40);
        Assert.InRange(after, 4 * before, 12 * before);
        Assert.Equal(3, host.Scheduler.Parameters.Timeslice.Nanoseconds / 1_000_000);
        host.Reload();
        Assert.Equal(3, host.Scheduler.Parameters.Timeslice.Nanoseconds / 1_000_000);
    }

    [Fact]
    public void A_longer_rate_limit_lets_a_woken_vcpu_wait()
    {
        // It wakes every 10 ms beside a hog that was just switched in, and goes first unless the limit holds it up.
        var waker = new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Vcpu = 0,
            Cost = Duration.FromMicroseconds(100),
            Gap = Duration.FromMilliseconds(3),
        };
        var host = new RunningHost(Credit, 1, (waker, new VcpuPlan()), (RunningHost.Hog, new VcpuPlan()));
        host.Advance(Half);
        var before = host.Scheduler.Vcpu(0).Dispatches;
        host.Command(Half, MessageKind.SetRatelimit, 0, 20_000_000);
        host.Advance(2 * Half);

        Assert.InRange(host.Scheduler.Vcpu(0).Dispatches - before, 1, before / 4);
    }

    [Fact]
    public void A_migration_delay_keeps_vcpus_where_they_are_hot()
    {
        var host = new RunningHost(
            Credit, 2, [.. Enumerable.Range(0, 3).Select(_ => (RunningHost.Hog, new VcpuPlan()))]);
        host.Advance(Half);
        var before = Migrations(host);
        host.Command(Half, MessageKind.SetMigrationDelay, 0, 100_000_000);
        host.Advance(2 * Half);

        Assert.InRange(before, 3, long.MaxValue);
        Assert.Equal(before, Migrations(host));
    }

    [Fact]
    public void One_server_of_rtds_takes_another_budget_and_loses_extra_time()
    {
        var host = new RunningHost(
            new SchedulerPlan { Kind = SchedulerKind.Rtds }, 1, (RunningHost.Hog, new VcpuPlan()));
        Assert.Equal(Half * 1_000, host.RuntimeAt(0, Half));
        host.Command(Half, MessageKind.SetVcpuReservation, 0, 20_000_000, 2 * 5_000_000);

        // The present period ends as it began; then 5 ms in every 20 ms.
        Assert.InRange(host.RuntimeAt(0, 2 * Half) - (Half * 1_000), 245_000_000, 260_000_000);
        Assert.False(host.Scheduler.VcpusAt(VirtualTime.Zero)[0].ExtraTime);
    }

    private static SchedulerPlan Credit => new() { Kind = SchedulerKind.Credit };

    private static long Migrations(RunningHost host)
    {
        var sum = 0L;
        foreach (var vcpu in host.Scheduler.Vcpus)
        {
            sum += vcpu.Migrations;
        }

        return sum;
    }
}
