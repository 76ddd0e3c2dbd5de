using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Credit2;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>The documented rules of credit2, one by one.</summary>
public sealed class Credit2SchedulerTests
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000 * Millisecond;

    [Fact]
    public void Nobody_who_stays_runnable_is_preempted_within_the_rate_limit()
    {
        var host = Loaded(Duration.FromMilliseconds(3));

        Assert.True(RunsOf(host, vcpu: 0).Min() >= 3 * Millisecond);
        Assert.True(RunsOf(host, vcpu: 0).Count > 500);
    }

    [Theory]
    [InlineData(2, 9, 10)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 1, 1)]
    public void Equal_hogs_take_turns_of_ten_milliseconds_if_they_are_two_and_else_of_the_rate_limit(
        int hogs, int least, int most)
    {
        var host = new Credit2Host(1);
        for (var hog = 0; hog < hogs; hog++)
        {
            host.Add(Credit2Host.Hog);
        }

        host.Timeline.Advance(Credit2Host.At(2_000));

        // Who is displaced does not wait yet when the slice of the next one is measured. The first turns differ.
        var runs = RunsOf(host, vcpu: 1);
        Assert.All(runs.Skip(2), run => Assert.InRange(run, least * Millisecond, most * Millisecond));
    }

    [Fact]
    public void Without_rate_limit_a_waking_vcpu_waits_for_the_shortest_slice_at_most()
    {
        var host = Loaded(Duration.Zero);
        var waits = host.Waits.Where(wait => wait.Vcpu == 2).Select(wait => wait.Waited).Order().ToList();

        // It waits at all only where a reset just gave the running one as much credit as it has.
        Assert.True(RunsOf(host, vcpu: 0).Min() < Millisecond / 2);
        Assert.Equal(0, waits[waits.Count * 3 / 4]);
        Assert.InRange(waits[^1], 0, Credit2Options.LeastSlice);
    }

    [Fact]
    public void A_vcpu_that_used_little_preempts_the_hogs_once_their_rate_limit_is_over()
    {
        var host = new Credit2Host(1);
        host.Add(Credit2Host.Hog);
        host.Add(Credit2Host.Hog);
        var waker = host.Add(Credit2Host.Periodic(7_300, 200, 1_700));
        host.Timeline.Advance(Credit2Host.At(10_000));
        var waits = host.Waits.Where(wait => wait.Vcpu == waker).Select(wait => wait.Waited).Order().ToList();

        // There is no boost: who finds the running vCPU within its rate limit waits until that one's slice ends.
        Assert.True(waits.Count > 1_300);
        Assert.Equal(0, waits[waits.Count / 2]);
        Assert.InRange(waits[^1], Millisecond / 10, Credit2Options.MostSlice);
    }

    [Fact]
    public void A_vcpu_that_used_more_than_its_share_waits_like_a_hog()
    {
        var host = new Credit2Host(1);
        host.Add(Credit2Host.Hog);
        host.Add(Credit2Host.Hog);
        var greedy = host.Add(Credit2Host.Periodic(10_000, 6_000));

        // It wants 60 %, but a third is its share.
        Assert.InRange(host.RuntimeAt(greedy, Credit2Host.At(9_000)), 2_900 * Millisecond, 3_100 * Millisecond);
    }

    [Fact]
    public void Who_yields_lets_others_run_even_where_they_have_less_credit()
    {
        var host = new Credit2Host(1);
        var yielder = host.Add(new WorkloadPlan
        {
            Kind = WorkloadKind.Yield,
            Start = VirtualTime.Zero,
            Cost = Duration.FromMicroseconds(200),
            Vcpu = 0,
        });
        var hog = host.Add(Credit2Host.Hog);
        host.Timeline.Advance(Credit2Host.At(2_000));

        // Neither the rate limit nor its credit keeps the one that yields.
        Assert.Equal(200_000, RunsOf(host, yielder).Max());
        Assert.True(RunsOf(host, hog).Min() >= Millisecond);
        Assert.True(host.RuntimeAt(hog, Credit2Host.At(2_000)) > 5 * host.RuntimeAt(yielder, Credit2Host.At(2_000)));
    }

    [Fact]
    public void Who_sleeps_through_resets_carries_over_half_a_millisecond_at_most()
    {
        var host = new Credit2Host(1);
        host.Add(Credit2Host.Hog);
        var sleeper = host.Add(Credit2Host.Periodic(5_000_000, 100, 1_000));
        host.Timeline.Advance(Credit2Host.At(1_000));

        Assert.Equal(10_500_000, host.Scheduler.CreditOf(sleeper).Credit);
    }

    [Fact]
    public void Hogs_that_wait_in_one_run_queue_move_to_another_that_idles()
    {
        // Placement takes turns between the sockets, so that all four hogs begin on the first one.
        var host = new Credit2Host(4) { CoresPerSocket = 2 };
        for (var i = 0; i < 4; i++)
        {
            host.Add(Credit2Host.Hog);
            host.Add(new WorkloadPlan { Kind = WorkloadKind.OneShot, Start = VirtualTime.Zero, Vcpu = 0 });
        }

        // The average load must differ by an eighth first, which takes a few rounds of 10 ms.
        Assert.Equal(2 * 30 * Millisecond, host.BusyAt(Credit2Host.At(30)));
        var before = host.BusyAt(Credit2Host.At(200));
        Assert.Equal(4 * Second, host.BusyAt(Credit2Host.At(1_200)) - before);
    }

    [Fact]
    public void A_run_queue_of_its_own_for_each_pcpu_is_balanced_too()
    {
        var host = new Credit2Host(3) { Parameters = new Credit2Plan { RunQueue = RunQueueSharing.Cpu } };
        var hogs = Enumerable.Range(0, 6).Select(_ => host.Add(Credit2Host.Hog)).ToList();

        Assert.Equal(3, host.Scheduler.Map.Count);
        Assert.All(hogs, hog => Assert.InRange(
            host.RuntimeAt(hog, Credit2Host.At(20_000)), 9_000 * Millisecond, 11_000 * Millisecond));
    }

    [Fact]
    public void A_vcpu_runs_where_it_prefers_while_that_idles()
    {
        var host = new Credit2Host(4);
        var hog = host.Add(Credit2Host.Hog, soft: [3]);
        host.Timeline.Advance(Credit2Host.At(50));

        Assert.Equal(hog, host.Scheduler.Pcpus[3].Current);
    }

    [Fact]
    public void A_vcpu_moves_to_where_it_prefers_when_that_becomes_idle()
    {
        var host = new Credit2Host(2);
        host.Add(
            new WorkloadPlan
            {
                Kind = WorkloadKind.OneShot,
                Start = VirtualTime.Zero,
                Cost = Duration.FromMilliseconds(25),
                Vcpu = 0,
            },
            pins: [1]);
        var hog = host.Add(
            Credit2Host.Hog with { Start = VirtualTime.Zero + Duration.FromMicroseconds(100) }, soft: [1]);
        host.Timeline.Advance(Credit2Host.At(1));
        Assert.Equal(hog, host.Scheduler.Pcpus[0].Current);

        host.Timeline.Advance(Credit2Host.At(60));
        Assert.Equal(hog, host.Scheduler.Pcpus[1].Current);
    }

    [Fact]
    public void Budget_that_was_not_used_is_lost()
    {
        var host = new Credit2Host(1);
        var burst = host.Add(
            new WorkloadPlan
            {
                Kind = WorkloadKind.OneShot,
                Start = Credit2Host.At(1_000),
                Cost = Duration.FromMilliseconds(100),
                Vcpu = 0,
            },
            cap: 20);

        // Four periods of 2 ms at most, and the end of a slice.
        Assert.InRange(host.RuntimeAt(burst, Credit2Host.At(1_030)), 6 * Millisecond, 9 * Millisecond);
    }

    [Fact]
    public void A_vcpu_that_cannot_run_where_it_prefers_runs_elsewhere()
    {
        var host = new Credit2Host(2);
        var one = host.Add(Credit2Host.Hog, soft: [1]);
        var other = host.Add(Credit2Host.Hog, soft: [1]);

        Assert.Equal(Second, host.RuntimeAt(one, Credit2Host.At(1_000)));
        Assert.Equal(Second, host.RuntimeAt(other, Credit2Host.At(1_000)));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Whole_idle_cores_are_taken_first_unless_power_is_to_be_saved(bool saves, int cores)
    {
        var host = new Credit2Host(8)
        {
            ThreadsPerCore = 2,
            Parameters = new Credit2Plan { SmtPowerSavings = saves },
        };
        host.Add(Credit2Host.Hog, pins: [0, 1, 2, 3]);
        host.Add(Credit2Host.Hog, pins: [0, 1, 2, 3]);
        host.Timeline.Advance(Credit2Host.At(100));

        Assert.Equal(cores, Enumerable.Range(0, 8).Where(pcpu => host.Scheduler.Pcpus[pcpu].Current >= 0)
            .Select(pcpu => pcpu / 2).Distinct().Count());
    }

    [Fact]
    public void Weight_and_cap_change_on_a_running_host()
    {
        var host = new Credit2Host(1);
        var one = host.Add(Credit2Host.Hog);
        host.Add(Credit2Host.Hog);
        host.Timeline.Advance(Credit2Host.At(1_000));
        host.SetCredit(Credit2Host.At(1_000), one, 768, 0);
        var weighed = host.DomainRuntimeBetween(one, Credit2Host.At(1_100), Credit2Host.At(3_100));
        host.SetCredit(Credit2Host.At(3_100), one, 768, 20);
        var capped = host.DomainRuntimeBetween(one, Credit2Host.At(3_200), Credit2Host.At(5_200));
        host.SetCredit(Credit2Host.At(5_200), one, 256, 0);
        var free = host.DomainRuntimeBetween(one, Credit2Host.At(5_300), Credit2Host.At(7_300));

        Assert.InRange(weighed, 1_480 * Millisecond, 1_520 * Millisecond);
        Assert.InRange(capped, 395 * Millisecond, 405 * Millisecond);
        Assert.InRange(free, 980 * Millisecond, 1_020 * Millisecond);
        Assert.True(host.Scheduler.Parks > 0);
    }

    [Fact]
    public void Rate_limit_changes_on_a_running_host()
    {
        var host = Loaded(Duration.Zero);
        var before = host.Switches.Count;
        host.SetRatelimit(Credit2Host.At(5_000), Duration.FromMilliseconds(4));
        host.Timeline.Advance(Credit2Host.At(10_000));
        var after = host.Switches.SkipWhile(one => one.At < 5_010 * Millisecond).ToList();

        Assert.Equal(4 * Millisecond, host.Scheduler.RatelimitNanoseconds);
        Assert.True(after.Count < before / 2);
        Assert.True(RunsIn(after, vcpu: 0).Min() >= 4 * Millisecond);
    }

    private static Credit2Host Loaded(Duration ratelimit)
    {
        var host = new Credit2Host(1) { Ratelimit = ratelimit };
        host.Add(Credit2Host.Hog);
        host.Add(Credit2Host.Hog);
        host.Add(Credit2Host.Periodic(1_700, 100, 300));
        host.Timeline.Advance(Credit2Host.At(5_000));
        return host;
    }

    /// <summary>The lengths of the runs of a vCPU, on one core.</summary>
    private static List<long> RunsOf(Credit2Host host, int vcpu) => RunsIn(host.Switches, vcpu);

    private static List<long> RunsIn(List<(long At, int Pcpu, int Vcpu)> switches, int vcpu) =>
        [.. switches.Zip(switches.Skip(1))
            .Where(pair => pair.First.Vcpu == vcpu)
            .Select(pair => pair.Second.At - pair.First.At)];
}
