using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

/// <summary>All meters promise 20 % within 10 ms, which is 2 ms, and judge from 100 ms on; times are in ms.</summary>
public class CpuPromiseMeterTests
{
    [Fact]
    public void Work_done_within_the_time_is_kept_and_entitles_to_no_more_than_itself()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(1));
        Run(meter, 108, 1);
        meter.Idle(At(109));
        Assert.Equal(new CpuPromiseReport(1, 1, Ms(1), Ms(1)), meter.Report(At(200)));
    }

    [Fact]
    public void Work_that_waits_beyond_the_time_breaks_the_promise()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(1));
        Run(meter, 110, 1);
        meter.Idle(At(111));

        // The window that ended at 110 got nothing of 1 ms; the next one got it.
        Assert.Equal(new CpuPromiseReport(2, 1, Ms(2), Ms(1)), meter.Report(At(200)));
    }

    [Fact]
    public void Work_done_exactly_at_the_end_of_the_time_is_kept()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(1));
        Run(meter, 109, 1);
        meter.Idle(At(110));
        Assert.Equal(new CpuPromiseReport(1, 1, Ms(1), Ms(1)), meter.Report(At(110)));
    }

    [Fact]
    public void A_hog_is_owed_its_share_of_every_window()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        Run(meter, 103, 2);
        Run(meter, 118, 1);
        Run(meter, 120, 3);
        Assert.Equal(new CpuPromiseReport(3, 2, Ms(6), Ms(6)), meter.Report(At(131)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Overheads_use_up_the_share_where_slices_count_them(bool countsOverheads, long kept)
    {
        var meter = new CpuPromiseMeter(200_000, Ms(10), At(100), countsOverheads);
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        meter.Started(At(103));
        meter.Ran(At(105), Ms(1));
        Assert.Equal(new CpuPromiseReport(1, kept, Ms(2), Ms(1)), meter.Report(At(111)));
    }

    [Fact]
    public void Overheads_do_not_stand_for_work_that_was_not_done_in_time()
    {
        var meter = new CpuPromiseMeter(200_000, Ms(10), At(100), countsOverheads: true);
        meter.WorkArrived(At(100), Duration.FromMicroseconds(1_500));
        meter.Started(At(103));
        meter.Ran(At(104), Duration.FromMicroseconds(500));

        // It was owed 1.5 ms of work, did 0.5 ms, and held a core for 1 ms of its 2 ms.
        Assert.Equal(0, meter.Report(At(111)).Kept);
    }

    [Fact]
    public void Overheads_across_windows_are_split_at_their_ends()
    {
        var meter = new CpuPromiseMeter(200_000, Ms(10), At(100), countsOverheads: true);
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        meter.Started(At(108));
        meter.Ran(At(112), Ms(1));

        // 2 ms of overhead in the first window; 1 ms, and 1 ms of work, in the second.
        Assert.Equal(new CpuPromiseReport(2, 2, Ms(4), Ms(1)), meter.Report(At(121)));
    }

    [Fact]
    public void A_run_across_windows_is_split_at_their_ends()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        Run(meter, 109, 13);

        // 1 ms, 10 ms, 2 ms in the first three windows.
        Assert.Equal(new CpuPromiseReport(3, 2, Ms(6), Ms(13)), meter.Report(At(131)));
    }

    [Fact]
    public void A_window_stays_open_while_its_delivery_is_unknown()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        meter.Started(At(101));
        Assert.Equal(0, meter.Report(At(150)).Windows);
        meter.Ran(At(150), Ms(49));
        Assert.Equal(new CpuPromiseReport(5, 5, Ms(10), Ms(49)), meter.Report(At(151)));
    }

    [Fact]
    public void Preempted_work_stays_pending()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(5));
        Run(meter, 100, 1);
        Assert.Equal(new CpuPromiseReport(2, 0, Ms(4), Ms(1)), meter.Report(At(121)));
    }

    [Fact]
    public void The_rest_of_known_work_entitles_to_no_more_than_itself()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Duration.FromMicroseconds(1_500));
        Run(meter, 100, 1);
        var report = meter.Report(At(111));
        Assert.Equal(Duration.FromMicroseconds(1_500), report.Entitled);
        Assert.Equal(0, report.Kept);
    }

    [Fact]
    public void Idle_time_has_no_windows()
    {
        var meter = Meter();
        Assert.Equal(default, meter.Report(At(1_000)));
        meter.WorkArrived(At(1_000), Ms(1));
        Run(meter, 1_000, 1);
        meter.Idle(At(1_001));
        Assert.Equal(1, meter.Report(At(5_000)).Windows);
    }

    [Fact]
    public void What_happens_before_judging_begins_is_not_judged()
    {
        var meter = Meter();
        meter.WorkArrived(At(20), CpuPromiseMeter.Endless);
        Run(meter, 95, 7);
        Assert.Equal(new CpuPromiseReport(1, 1, Ms(2), Ms(2)), meter.Report(At(111)));
    }

    [Fact]
    public void A_window_that_is_open_when_judging_begins_is_not_judged()
    {
        var meter = Meter();
        meter.WorkArrived(At(23), CpuPromiseMeter.Endless);

        // The slice of the window from 93 to 103 comes early, that of the next one late.
        Run(meter, 93, 2);
        Run(meter, 111, 2);
        Assert.Equal(new CpuPromiseReport(1, 1, Ms(2), Ms(2)), meter.Report(At(114)));
    }

    [Fact]
    public void Work_that_comes_soon_after_an_idle_time_is_owed_what_the_share_has_left()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Duration.FromMicroseconds(1_500));
        meter.Started(At(100));
        meter.Ran(At(102), Duration.FromMicroseconds(1_500));
        meter.Idle(At(102));

        // 0.5 ms are left until 110, then comes the next share.
        meter.WorkArrived(At(105), CpuPromiseMeter.Endless);
        Run(meter, 109, 1);
        Assert.Equal(
            new CpuPromiseReport(2, 2, Ms(2), Duration.FromMicroseconds(2_500)), meter.Report(At(111)));
        Run(meter, 118, 1);
        Assert.Equal(2, meter.Report(At(121)).Kept);
        Assert.Equal(3, meter.Report(At(121)).Windows);
    }

    [Fact]
    public void Work_that_comes_late_opens_a_fresh_window()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(1));
        Run(meter, 100, 1);
        meter.Idle(At(101));

        // 1 ms left for the 2 ms until 110 is more than the share.
        meter.WorkArrived(At(108), CpuPromiseMeter.Endless);
        Run(meter, 116, 2);
        Assert.Equal(new CpuPromiseReport(2, 2, Ms(3), Ms(3)), meter.Report(At(119)));
    }

    [Fact]
    public void Asking_in_between_changes_no_later_answer()
    {
        var asked = Meter();
        var unasked = Meter();
        foreach (var meter in new[] { asked, unasked })
        {
            meter.WorkArrived(At(100), Ms(3));
        }

        for (var ms = 100; ms < 130; ms++)
        {
            asked.Report(At(ms));
        }

        foreach (var meter in new[] { asked, unasked })
        {
            Run(meter, 130, 3);
            meter.Idle(At(133));
        }

        Assert.Equal(unasked.Report(At(140)), asked.Report(At(140)));
    }

    [Fact]
    public void Without_a_promise_only_delivery_is_measured()
    {
        var meter = new CpuPromiseMeter(0, Duration.Zero, At(100));
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        Run(meter, 100, 50);
        Assert.Equal(new CpuPromiseReport(0, 0, Duration.Zero, Ms(50)), meter.Report(At(200)));
    }

    [Fact]
    public void Loading_brings_back_what_was_saved()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        Run(meter, 103, 1);
        var save = StateTransfer.Save();
        meter.Transfer(save);
        var loaded = Meter();
        loaded.Transfer(StateTransfer.Load(save.ToArray()));
        Run(meter, 105, 9);
        Run(loaded, 105, 9);
        Assert.Equal(meter.Report(At(150)), loaded.Report(At(150)));
    }

    [Fact]
    public void What_runs_when_the_run_ends_is_judged_and_asking_changes_nothing()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), CpuPromiseMeter.Endless);
        meter.Started(At(109));
        Assert.Equal(new CpuPromiseReport(3, 2, Ms(6), Ms(21)), meter.Report(At(131), Ms(21)));
        Assert.Equal(new CpuPromiseReport(3, 2, Ms(6), Ms(21)), meter.Report(At(131), Ms(21)));
        meter.Ran(At(139), Ms(2));

        // It was on a core, but what it ran came at the end: only the fourth window got its share.
        Assert.Equal(new CpuPromiseReport(4, 1, Ms(8), Ms(2)), meter.Report(At(140)));
    }

    [Fact]
    public void A_window_at_whose_end_the_run_ends_is_open_while_its_work_may_complete()
    {
        var meter = Meter();
        meter.WorkArrived(At(100), Ms(1));
        meter.Started(At(109));
        Assert.Equal(0, meter.Report(At(110), Ms(1)).Windows);
    }

    private static CpuPromiseMeter Meter() => new(200_000, Ms(10), At(100));

    private static void Run(CpuPromiseMeter meter, long at, long length)
    {
        meter.Started(At(at));
        meter.Ran(At(at + length), Ms(length));
    }

    private static VirtualTime At(long ms) => VirtualTime.Zero + Ms(ms);

    private static Duration Ms(long ms) => Duration.FromMilliseconds(ms);
}
