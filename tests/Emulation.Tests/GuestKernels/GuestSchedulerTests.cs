using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using static Xenisol.Emulation.Tests.GuestKernels.GuestRun;

namespace Xenisol.Emulation.Tests.GuestKernels;

/// <summary>Policies alone: nothing costs anything, so every nanosecond is the scheduler's decision.</summary>
public sealed class GuestSchedulerTests
{
    private static readonly Duration TwoSeconds = Duration.FromSeconds(2);

    /// <summary>
    /// Closed form: a task that runs is preempted at the first tick after its slice, latency / n or the granularity,
    /// so no two differ by more than a slice and a tick.
    /// </summary>
    [Theory]
    [InlineData(2, 250)]
    [InlineData(3, 250)]
    [InlineData(5, 1_000)]
    [InlineData(8, 1_000)]
    [InlineData(9, 1_000)]
    [InlineData(20, 1_000)]
    public void Fair_gives_equal_tasks_equal_time_within_a_slice_and_a_tick(int tasks, int hz)
    {
        var domain = Of(
            Zero, Guest(1, 0, new BurnPlan { Tasks = tasks }) with { Kernel = new GuestKernelPlan { Hz = hz } },
            TwoSeconds);

        var times = HogTimes(domain);
        var slice = tasks > 8 ? 750_000 : 6_000_000 / tasks;
        var tick = 1_000_000_000 / hz;
        Assert.InRange(times.Max() - times.Min(), 0, slice + tick);
        Assert.InRange(times.Sum(), TwoSeconds.Nanoseconds - tick, TwoSeconds.Nanoseconds);
    }

    [Fact]
    public void Fair_lets_a_task_that_sleeps_most_of_the_time_preempt_at_once()
    {
        var domain = Of(Zero, Guest(1, 0, new BurnPlan(), Job1Khz(100)), TwoSeconds);

        // From 250 ms on the hog's lead is that of a sleeper's bonus.
        Assert.Equal(100_000, Job(domain).ResponseTime.Percentile(950_000)!.Value.Nanoseconds, 1_000.0);
    }

    [Fact]
    public void Fair_makes_a_task_wait_that_wants_more_than_its_share()
    {
        var domain = Of(Zero, Guest(1, 0, new BurnPlan { Tasks = 3 }, Job1Khz(400)), TwoSeconds);

        // 25 % of the time for jobs of 40 %.
        Assert.InRange(Job(domain).ResponseTime.Samples * 400_000, 450_000_000, 550_000_000);
    }

    [Theory]
    [InlineData(100, 250)]
    [InlineData(100, 1_000)]
    [InlineData(20, 100)]
    public void O1_gives_hogs_alternating_timeslices(int sliceMilliseconds, int hz)
    {
        var kernel = new GuestKernelPlan
        {
            Scheduler = GuestSchedulerKind.O1,
            Hz = hz,
            Timeslice = Duration.FromMilliseconds(sliceMilliseconds),
        };
        var plan = Guest(1, 0, new BurnPlan { Tasks = 2 }) with { Kernel = kernel };

        // The first tick comes within one period after the start; a slice ends on a tick.
        var slice = sliceMilliseconds * 1_000_000L;
        var tick = 1_000_000_000L / hz;
        for (var slices = 1; slices <= 5; slices++)
        {
            var end = Duration.FromNanoseconds((slices * slice) + tick);
            var times = HogTimes(Of(Zero, plan, end));
            Assert.InRange(times[0], ((slices + 1) / 2 * slice) - tick, ((slices + 1) / 2 * slice) + tick);
            Assert.InRange(times[1], (slices / 2 * slice) - tick, (slices / 2 * slice) + tick);
        }
    }

    [Fact]
    public void O1_lets_an_interactive_task_preempt_hogs()
    {
        var kernel = new GuestKernelPlan { Scheduler = GuestSchedulerKind.O1 };
        var plan = Guest(1, 0, new BurnPlan { Tasks = 2 }, Job1Khz(100)) with { Kernel = kernel };
        var domain = Of(Zero, plan, TwoSeconds);

        // It waits for two slices at first, and is credited that wait.
        Assert.Equal(100_000, Job(domain).ResponseTime.Percentile(750_000)!.Value.Nanoseconds, 1_000.0);
    }

    [Fact]
    public void O1_keeps_tasks_of_one_kind_apart_by_whole_slices_where_fair_mixes_them()
    {
        var o1 = new GuestKernelPlan { Scheduler = GuestSchedulerKind.O1 };
        var plan = Guest(1, 0, new BurnPlan { Tasks = 4 });
        var end = Duration.FromMilliseconds(110);

        Assert.Equal(2, HogTimes(Of(Zero, plan with { Kernel = o1 }, end)).Count(time => time > 0));
        Assert.Equal(4, HogTimes(Of(Zero, plan, end)).Count(time => time > 0));
    }

    [Theory]
    [InlineData(GuestSchedulerKind.Fair)]
    [InlineData(GuestSchedulerKind.O1)]
    public void Tasks_are_spread_over_the_vcpus_that_are_not_isolated(GuestSchedulerKind kind)
    {
        var plan = Guest(4, 1, new BurnPlan { Tasks = 6 }) with { Kernel = new GuestKernelPlan { Scheduler = kind } };
        var domain = Of(Zero, plan, TwoSeconds);
        var facts = Facts(domain);

        Assert.Equal([2, 2, 2, 0], Enumerable.Range(0, 4).Select(vcpu => facts[$"vcpu{vcpu}RunnableTasks"]));
        Assert.Equal(0, facts["vcpu3DeliveredNanoseconds"]);
    }

    [Fact]
    public void A_vcpu_that_idles_takes_a_task_that_waits_elsewhere()
    {
        // Three hogs on two vCPUs: one of them always waits, and goes where there is room when the job sleeps.
        var domain = Of(Zero, Guest(2, 0, new BurnPlan { Tasks = 1 }, Job1Khz(500), Job1Khz(500)), TwoSeconds);
        var delivered = domain.Told().Nanoseconds;

        // One hog's worth, and twice half a core.
        Assert.InRange(delivered, 3_950_000_000, 4_000_000_000);
    }

    [Fact]
    public void Two_tasks_bound_to_an_isolated_vcpu_take_turns()
    {
        var plan = Guest(2, 1, new BurnPlan { Vcpu = 1, Tasks = 2 });
        var times = HogTimes(Of(Zero, plan, TwoSeconds));

        Assert.InRange(Math.Abs(times[0] - times[1]), 0, 16_000_000);
    }

    private static PeriodicPlan Job1Khz(int microseconds) => new()
    {
        Period = Duration.FromMilliseconds(1),
        Cost = Duration.FromMicroseconds(microseconds),
    };
}
