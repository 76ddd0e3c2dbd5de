using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>
/// The rate of an interface (vif rate), by hand from netback's source: windows of 40 ms, which are ten jiffies at
/// 250 Hz, and 10 000 bytes in each unless a test says otherwise.
/// </summary>
public sealed class InterfaceAllowanceTests
{
    private static readonly Duration Jiffy = Duration.FromMilliseconds(4);

    [Fact]
    public void A_window_lets_its_bytes_through_and_not_one_more()
    {
        var allowance = Allowance(10_000);

        Assert.True(allowance.TrySpend(9_999, At(0)));
        Assert.False(allowance.TrySpend(2, At(0)));
        Assert.Equal(At(40), allowance.Due);
    }

    [Fact]
    public void The_last_byte_of_a_window_may_be_spent()
    {
        var allowance = Allowance(10_000);

        Assert.True(allowance.TrySpend(9_999, At(0)));
        Assert.True(allowance.TrySpend(1, At(0)));
        Assert.Equal(0, allowance.Left);
        Assert.False(allowance.Waits);
    }

    [Fact]
    public void An_interface_that_waits_is_refused_until_its_window_begins()
    {
        var allowance = Allowance(10_000);
        allowance.TrySpend(10_000, At(0));

        Assert.False(allowance.TrySpend(1_000, At(39)));
        Assert.False(allowance.TrySpend(1_000, At(60)));
        allowance.BeginWindow(1_000);
        Assert.True(allowance.TrySpend(1_000, At(40)));
        Assert.Equal(9_000, allowance.Left);
    }

    [Fact]
    public void What_a_window_leaves_is_not_carried_over()
    {
        var allowance = Allowance(10_000);
        allowance.TrySpend(4_000, At(0));
        Assert.False(allowance.TrySpend(6_001, At(0)));
        allowance.BeginWindow(6_001);

        // min(6 000 + 10 000, max(10 000, 6 001)).
        Assert.Equal(10_000, allowance.Left);
    }

    [Fact]
    public void After_a_pause_of_many_windows_there_is_one_window_of_bytes()
    {
        var allowance = Allowance(10_000);
        allowance.TrySpend(10_000, At(0));
        Assert.False(allowance.TrySpend(1, At(1)));
        allowance.BeginWindow(1);
        allowance.TrySpend(10_000, At(41));

        Assert.True(allowance.TrySpend(10_000, At(4_000)));
        Assert.False(allowance.TrySpend(1, At(4_000)));

        // The new window began with the frame that found the old one over.
        Assert.Equal(At(4_040), allowance.Due);
    }

    [Fact]
    public void A_frame_larger_than_a_window_gathers_bytes_over_several()
    {
        var allowance = Allowance(600);
        Assert.False(allowance.TrySpend(1_500, At(0)));
        allowance.BeginWindow(1_500);
        Assert.Equal(1_200, allowance.Left);
        Assert.False(allowance.TrySpend(1_500, At(40)));
        Assert.Equal(At(80), allowance.Due);
        allowance.BeginWindow(1_500);

        // min(1 200 + 600, max(600, 1 500)).
        Assert.Equal(1_500, allowance.Left);
        Assert.True(allowance.TrySpend(1_500, At(80)));
    }

    [Fact]
    public void No_frame_gathers_more_than_131_072_bytes()
    {
        var allowance = Allowance(100_000);
        allowance.TrySpend(1, At(0));
        Assert.False(allowance.TrySpend(500_000, At(0)));
        allowance.BeginWindow(500_000);

        Assert.Equal(InterfaceAllowance.LargestFrame, allowance.Left);
    }

    /// <summary>The timer is set to the end of the window that is over, so the next jiffy adds to the allowance again.
    /// </summary>
    [Fact]
    public void A_large_frame_after_a_pause_gets_the_bytes_of_two_windows_in_two_jiffies()
    {
        var allowance = Allowance(600);
        allowance.TrySpend(600, At(0));
        Assert.False(allowance.TrySpend(1_500, At(401)));

        Assert.Equal(600, allowance.Left);
        Assert.Equal(At(404), allowance.Due);
        allowance.BeginWindow(1_500);
        Assert.Equal(1_200, allowance.Left);
    }

    [Theory]
    [InlineData(50, 52)]
    [InlineData(52, 52)]
    [InlineData(1, 4)]
    public void Windows_are_rounded_up_to_whole_jiffies(int windowMilliseconds, int endMilliseconds)
    {
        var allowance = new InterfaceAllowance(
            new InterfaceRatePlan(1_000, Duration.FromMilliseconds(windowMilliseconds)), Jiffy);
        Assert.False(allowance.TrySpend(1_500, At(0)));

        Assert.Equal(At(endMilliseconds), allowance.Due);
    }

    [Fact]
    public void An_interface_without_a_rate_is_never_refused()
    {
        var allowance = new InterfaceAllowance(null, Jiffy);

        Assert.True(allowance.TrySpend(long.MaxValue, At(0)));
        Assert.False(allowance.IsLimited);
    }

    /// <summary>
    /// In a whole host: 50 000 bytes in 40 ms take 33 frames of a stream, and only what the guest sends is limited.
    /// </summary>
    [Fact]
    public void A_stream_gets_whole_frames_of_its_rate_in_each_window_and_its_neighbour_the_card()
    {
        const int FrameBytes = 1_514;
        var limited = NetworkPlans.Domain("limited", new StreamPlan { Sends = true }) with
        {
            InterfaceRate = new InterfaceRatePlan(50_000, Duration.FromMilliseconds(40)),
        };
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Hybrid,
            3,
            limited,
            NetworkPlans.Domain("free", new StreamPlan { Sends = true }),
            limited with { Name = "well", Applications = [new StreamPlan { Sends = false }] });
        var end = Duration.FromMilliseconds(1_200);
        var run = new WorldRun(plan with { Warmup = Duration.FromMilliseconds(400) }).AdvanceTo(end);
        var report = ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + end);

        var frames = report.Domains[0].BytesSent / FrameBytes;
        Assert.InRange(frames, 19 * 33, 20 * 33);
        Assert.True(report.Domains[1].BytesSent > 10 * report.Domains[0].BytesSent);
        Assert.True(report.Domains[2].BytesReceived > 10 * report.Domains[0].BytesSent);
    }

    private static InterfaceAllowance Allowance(long bytes) =>
        new(new InterfaceRatePlan(bytes, Duration.FromMilliseconds(40)), Jiffy);

    private static VirtualTime At(long milliseconds) => VirtualTime.Zero + Duration.FromMilliseconds(milliseconds);
}
