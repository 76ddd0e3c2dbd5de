using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Hypervisor.Hybrid;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: admission makes room by moving EDF-vCPUs, and nobody pays for it. Method: two cores that are left with 40 % and
/// 30 % reserved, so that 65 % fit on neither although they would after a fresh start; periods do not fall together.
/// </summary>
public sealed class HybridRelocationTests
{
    private const int First = 2;
    private const int Second = 3;
    private const int Newcomer = 4;
    private static readonly Duration Period = Duration.FromMilliseconds(10);
    private static readonly Duration Slice = Duration.FromMicroseconds(6_500);

    [Fact]
    public void A_reservation_moves_at_the_end_of_its_period_and_all_have_every_slice()
    {
        var host = Fragmented([], [], 0);
        Assert.Equal((0, 1), (HomeOf(host, First), HomeOf(host, Second)));
        Assert.True(host.Scheduler.CanReserve(Newcomer, Period, Slice, RunningHost.At(200_123)).Admitted);
        var end = EdfOf(host, First).Deadline / 1_000;
        Reserve(host, 200_123, Newcomer, Slice);

        host.Advance(end - 1);
        Assert.Equal((0, 1), (HomeOf(host, First), HomeOf(host, Second)));
        Assert.False(EdfOf(host, Newcomer).IsReserved);
        host.Advance(end + 1);
        Assert.Equal((1, 1), (HomeOf(host, First), HomeOf(host, Second)));
        Assert.Equal(0, HomeOf(host, Newcomer));
        Assert.True(EdfOf(host, Newcomer).IsReserved);

        var second = EdfOf(host, Second).Deadline / 1_000;
        CheckSlices(
            host,
            (First, 1, end + 28_000, 28_000),
            (Second, 1, second, 17_000),
            (Newcomer, 0, end + 10_000, 10_000));
    }

    [Fact]
    public void A_pinned_reservation_stays_and_another_moves()
    {
        var host = Fragmented([0], []);
        Reserve(host, 200_123, Newcomer, Slice);
        host.Advance(300_000);

        Assert.Equal((0, 0), (HomeOf(host, First), HomeOf(host, Second)));
        Assert.Equal(1, HomeOf(host, Newcomer));
    }

    [Fact]
    public void Where_all_are_pinned_the_newcomer_is_refused_and_nothing_changes()
    {
        var host = Fragmented([0], [1]);
        Assert.False(host.Scheduler.CanReserve(Newcomer, Period, Slice, RunningHost.At(200_123)).Admitted);
        Reserve(host, 200_123, Newcomer, Slice);
        host.Advance(300_000);

        Assert.Equal((0, 1), (HomeOf(host, First), HomeOf(host, Second)));
        Assert.False(EdfOf(host, Newcomer).IsReserved || EdfOf(host, Newcomer).HasChange);
    }

    [Fact]
    public void The_room_is_taken_from_the_moment_that_it_is_promised()
    {
        var host = Fragmented([], []);
        Reserve(host, 200_123, Newcomer, Slice);
        host.Advance(200_124);

        // 65 % on one core and 70 % on the other leave 25 % and 20 %.
        var at = RunningHost.At(200_124);
        Assert.False(host.Scheduler.CanReserve(0, Period, Duration.FromMilliseconds(3), at).Admitted);
    }

    [Fact]
    public void A_newcomer_that_gives_up_before_it_begins_stays_with_credit()
    {
        var host = Fragmented([], []);
        Reserve(host, 200_123, Newcomer, Slice);
        Reserve(host, 200_124, Newcomer, Duration.Zero);
        host.Advance(300_000);

        Assert.False(EdfOf(host, Newcomer).IsReserved || EdfOf(host, Newcomer).HasChange);
        Assert.True(host.Scheduler.CanReserve(Newcomer, Period, Slice, RunningHost.At(300_000)).Admitted);
    }

    [Fact]
    public void A_newcomer_that_waits_may_not_be_pinned_away_from_its_home()
    {
        var host = Fragmented([], [], 0);
        Reserve(host, 200_123, Newcomer, Slice);
        host.Advance(200_124);
        Assert.False(host.Scheduler.CanPin(Newcomer, [1], RunningHost.At(200_124)).Admitted);
        host.Pin(200_124, Newcomer, 1);
        host.Advance(300_000);

        Assert.Equal(0, HomeOf(host, Newcomer));
        Assert.Equal(0, host.Scheduler.Vcpu(Newcomer).LastPcpu);
    }

    [Fact]
    public void A_reservation_that_grows_keeps_its_old_slice_until_there_is_room()
    {
        // 30 % become 65 %: beside 39 % on its core there is no room, nor beside 40 % on the other, until the 39 % move
        // there.
        var host = new RunningHost(
            new SchedulerPlan { Kind = SchedulerKind.Hybrid },
            2,
            (RunningHost.Hog, RunningHost.Reserved(28, 11)),
            (RunningHost.Hog, RunningHost.Reserved(10, 3)),
            (RunningHost.Hog, RunningHost.Reserved(20, 8, 1)));
        host.Advance(100_123);
        Assert.Equal((0, 0, 1), (HomeOf(host, 0), HomeOf(host, 1), HomeOf(host, 2)));
        var end = EdfOf(host, 0).Deadline / 1_000;
        Reserve(host, 100_123, 1, Slice);

        var own = EdfOf(host, 1).Deadline / 1_000;
        for (var at = own; at < end; at += 10_000)
        {
            var ran = host.RuntimeAt(1, at);
            Assert.Equal(3_000_000, host.RuntimeAt(1, at + 10_000) - ran);
            own = at + 10_000;
        }

        host.Advance(own + 1);
        Assert.Equal((1, 0, 1), (HomeOf(host, 0), HomeOf(host, 1), HomeOf(host, 2)));
        Assert.Equal(6_500_000, EdfOf(host, 1).Slice);
        CheckSlices(
            host,
            (0, 1, EdfOf(host, 0).Deadline / 1_000, 28_000),
            (1, 0, own + 10_000, 10_000),
            (2, 1, EdfOf(host, 2).Deadline / 1_000, 20_000));
    }

    [Fact]
    public void Saved_while_somebody_waits_it_goes_on_to_the_same_digest()
    {
        var digests = new List<ulong>();
        foreach (var saves in new[] { false, true })
        {
            var host = Fragmented([], []);
            Reserve(host, 200_123, Newcomer, Slice);
            host.Advance(200_200);
            if (saves)
            {
                host.Reload();
            }

            host.Advance(400_000);
            digests.Add(host.Digest);
        }

        Assert.Equal(digests[0], digests[1]);
    }

    /// <summary>Two of 50 % go, which leaves 40 % on core 0 and 30 % on core 1.</summary>
    private static RunningHost Fragmented(int[] first, int[] second, params int[] newcomer)
    {
        var host = new RunningHost(
            new SchedulerPlan { Kind = SchedulerKind.Hybrid },
            2,
            (RunningHost.Hog, RunningHost.Reserved(10, 5, 0)),
            (RunningHost.Hog, RunningHost.Reserved(10, 5, 1)),
            (RunningHost.Hog, RunningHost.Reserved(28, 11, first)),
            (RunningHost.Hog, RunningHost.Reserved(17, 5, second)),
            (RunningHost.Hog, new VcpuPlan { Affinity = newcomer }));
        Reserve(host, 100_000, 0, Duration.Zero);
        Reserve(host, 100_000, 1, Duration.Zero);
        host.Advance(200_123);
        return host;
    }

    private static void Reserve(RunningHost host, long at, int vcpu, Duration slice) =>
        host.Command(at, MessageKind.SetEdf, vcpu, Period.Nanoseconds, slice.Nanoseconds);

    private static EdfVcpu EdfOf(RunningHost host, int vcpu) => ((HybridScheduler)host.Scheduler).EdfOf(vcpu);

    private static int HomeOf(RunningHost host, int vcpu) => ((HybridScheduler)host.Scheduler).HomeOf(vcpu);

    /// <summary>All are hogs: in each of six periods that follow one another each has exactly its slice, and runs at
    /// home. The lists are of one vCPU each: its index, its home, the start of a period of its own and its length, in
    /// µs.</summary>
    private static void CheckSlices(RunningHost host, params (int Vcpu, int Home, long Start, long Period)[] vcpus)
    {
        var instants = vcpus
            .SelectMany(one => Enumerable.Range(0, 7).Select(number => (one.Start + (number * one.Period), one)))
            .OrderBy(pair => pair.Item1);
        var ran = new Dictionary<int, long>();
        foreach (var (at, (vcpu, home, start, _)) in instants)
        {
            var now = host.RuntimeAt(vcpu, at);
            if (at > start)
            {
                Assert.Equal(EdfOf(host, vcpu).Slice, now - ran[vcpu]);
                Assert.Equal(home, host.Scheduler.Vcpu(vcpu).LastPcpu);
            }

            ran[vcpu] = now;
        }
    }
}
