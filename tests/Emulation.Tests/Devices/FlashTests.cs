using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Devices;

/// <summary>Disks of flash against closed forms.</summary>
public sealed class FlashTests
{
    private const long Second = 1_000_000_000;

    /// <summary>IOPS = min(depth, channels) / latency, where the link is no bottleneck.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(46)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(200)]
    public void Reads_go_on_side_by_side_up_to_the_channels(int depth)
    {
        var plan = DiskModels.Nvme.Flash! with { ReadBytesPerSecond = 1_000_000_000_000 };
        var transfer = 5L;
        var expected = Math.Min(
            depth * Second / (plan.ReadLatency.Nanoseconds + transfer),
            plan.Channels * Second / plan.ReadLatency.Nanoseconds);

        Assert.InRange(ReadsPerSecond(plan, depth, 4_096), expected * 99 / 100, expected + 1);
    }

    [Fact]
    public void The_rated_figures_come_out_at_great_depth()
    {
        // 47 channels of 104 us; 10 channels of 140 us; writes keep their channels longer.
        Assert.InRange(PerSecond(DiskModels.Nvme.Flash!, 256, 4_096, write: false), 445_000, 455_000);
        Assert.InRange(PerSecond(DiskModels.Nvme.Flash!, 256, 4_096, write: true), 89_000, 91_000);
        Assert.InRange(PerSecond(DiskModels.Ssd.Flash!, 32, 4_096, write: false), 71_000, 72_000);
        Assert.InRange(PerSecond(DiskModels.Ssd.Flash!, 32, 4_096, write: true), 35_500, 36_500);
    }

    [Fact]
    public void Large_reads_go_at_the_speed_of_the_link()
    {
        var plan = DiskModels.Ssd.Flash!;
        var perSecond = ReadsPerSecond(plan, 8, 131_072);

        Assert.InRange(perSecond * 131_072, plan.ReadBytesPerSecond * 99 / 100, plan.ReadBytesPerSecond);
    }

    [Fact]
    public void A_write_is_answered_before_its_channel_is_free()
    {
        var plan = DiskModels.Ssd.Flash! with { Channels = 1 };
        var flash = new Flash(plan);
        var transfer = Duration.FromNanoseconds((4_096 * Second / plan.WriteBytesPerSecond) + 1);

        var first = Serve(flash, 4_096, VirtualTime.Zero, write: true);
        var second = Serve(flash, 4_096, first, write: true);

        Assert.Equal(VirtualTime.Zero + transfer + plan.WriteLatency, first);
        Assert.Equal(VirtualTime.Zero + transfer + plan.WriteOccupancy + plan.WriteLatency, second);
    }

    private static long ReadsPerSecond(DiskFlashPlan plan, int depth, int bytes) =>
        PerSecond(plan, depth, bytes, write: false);

    /// <summary>A closed loop: whenever an operation is complete, the next begins.</summary>
    private static long PerSecond(DiskFlashPlan plan, int depth, int bytes, bool write)
    {
        const int Operations = 50_000;
        var flash = new Flash(plan);
        var underWay = new PriorityQueue<int, long>();
        for (var i = 0; i < depth; i++)
        {
            underWay.Enqueue(i, Serve(flash, bytes, VirtualTime.Zero, write).Nanoseconds);
        }

        var now = 0L;
        for (var i = 0; i < Operations; i++)
        {
            underWay.TryDequeue(out var tag, out now);
            underWay.Enqueue(tag, Serve(flash, bytes, VirtualTime.FromNanoseconds(now), write).Nanoseconds);
        }

        return Operations * Second / now;
    }

    private static VirtualTime Serve(Flash flash, int bytes, VirtualTime now, bool write) =>
        flash.Serve(new DiskOperation(0, write, bytes, 0), now, out _);
}
