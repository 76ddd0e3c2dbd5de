using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Reservations and affinity: a share moves only where there is room for it.</summary>
public sealed class ReservedAffinityTests
{
    [Theory]
    [InlineData(SchedulerKind.Hybrid)]
    [InlineData(SchedulerKind.Edf)]
    public void A_share_moves_where_there_is_room_and_is_served_there_in_every_period(SchedulerKind kind)
    {
        var host = Host(kind, RunningHost.Reserved(10, 6), RunningHost.Reserved(20, 6));
        host.Pin(33_000, 0, 1);
        host.Advance(33_001);
        Assert.Equal(1, host.Scheduler.Vcpu(0).LastPcpu);

        // From the move on, each has its slice in every period of its own.
        for (var start = 33_000L; start < 400_000; start += 10_000)
        {
            Assert.True(Got(host, 0, start, start + 10_000) >= 6_000_000);
        }

        Assert.True(host.Scheduler.VcpusAt(RunningHost.At(0))[0].HardAffinity is [1]);
    }

    [Theory]
    [InlineData(SchedulerKind.Hybrid)]
    [InlineData(SchedulerKind.Edf)]
    public void Without_room_the_question_says_what_is_left_and_the_command_changes_nothing(SchedulerKind kind)
    {
        // pCPU 0 holds 60 %, pCPU 1 holds 70 % and has 20 % left of the limit of 90 %.
        var host = Host(kind, RunningHost.Reserved(10, 6, 0), RunningHost.Reserved(10, 7, 1));
        host.Advance(1_000);

        var answer = host.Scheduler.CanPin(0, [1], RunningHost.At(1_000));
        Assert.Equal(new ReservationAnswer(false, 1, 200_000_000), answer);
        Assert.True(host.Scheduler.CanPin(0, [0, 1], RunningHost.At(1_000)).Admitted);

        host.Pin(1_000, 0, 1);
        host.Advance(200_000);
        Assert.True(host.Scheduler.VcpusAt(RunningHost.At(0))[0].HardAffinity is [0]);
        Assert.Equal(0, host.Scheduler.Vcpu(0).LastPcpu);
    }

    [Fact]
    public void One_vcpu_has_the_limit_of_a_core_at_most_on_one_queue_too()
    {
        var host = Host(SchedulerKind.GlobalEdf, RunningHost.Reserved(10, 3), new VcpuPlan());
        host.Advance(1_000);

        var period = Duration.FromMilliseconds(10);
        var within = host.Scheduler.CanReserve(1, period, Duration.FromMilliseconds(9), RunningHost.At(1_000));
        var beyond = host.Scheduler.CanReserve(1, period, Duration.FromMicroseconds(9_001), RunningHost.At(1_000));

        Assert.True(within.Admitted);
        Assert.Equal(new ReservationAnswer(false, 0, 900_000_000), beyond);
    }

    [Theory]
    [InlineData(SchedulerKind.Hybrid)]
    [InlineData(SchedulerKind.Edf)]
    public void The_share_on_the_core_that_was_left_is_held_until_the_deadline(SchedulerKind kind)
    {
        var host = Host(kind, RunningHost.Reserved(100, 60), new VcpuPlan());
        host.Pin(30_000, 0, 1);
        host.Pin(30_000, 1, 0);
        host.Advance(30_001);

        var (period, slice) = (Duration.FromMilliseconds(10), Duration.FromMilliseconds(5));
        Assert.False(host.Scheduler.CanReserve(1, period, slice, RunningHost.At(99_999)).Admitted);
        Assert.True(host.Scheduler.CanReserve(1, period, slice, RunningHost.At(100_000)).Admitted);
    }

    /// <summary>Whoever moves to another home, in whichever direction, is dispatched there at once.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Partitioned_edf_sends_a_vcpu_home_in_both_directions(int from, int to)
    {
        var host = Host(SchedulerKind.Edf, RunningHost.Reserved(10, 3, from));
        host.Advance(1_000);
        host.Pin(1_000, 0, to);

        Assert.InRange(Got(host, 0, 1_000, 20_000), 5_000_000, 7_000_000);
        Assert.Equal(to, host.Scheduler.Vcpu(0).LastPcpu);
    }

    private static RunningHost Host(SchedulerKind kind, params VcpuPlan[] vcpus) =>
        new(new SchedulerPlan { Kind = kind }, 2, [.. vcpus.Select(vcpu => (RunningHost.Hog, vcpu))]);

    private static long Got(RunningHost host, int vcpu, long from, long to)
    {
        var before = host.RuntimeAt(vcpu, from);
        return host.RuntimeAt(vcpu, to) - before;
    }
}
