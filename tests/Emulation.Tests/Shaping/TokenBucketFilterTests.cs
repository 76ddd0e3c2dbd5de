using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>Closed forms of the token bucket: 10 Mbit/s carry a frame of 1 514 bytes in 1 211 200 ns.</summary>
public sealed class TokenBucketFilterTests
{
    private const long Mbit = 1_000_000;
    private const long Frame = 1_514;
    private const long FrameNanoseconds = 1_211_200;

    private static readonly TokenBucketOptions TenFrames = new()
    {
        RateBitsPerSecond = 10 * Mbit,
        BurstBytes = 10 * Frame,
        LimitBytes = 1_000 * Frame,
    };

    [Fact]
    public void A_burst_leaves_at_once_and_the_rest_at_the_rate()
    {
        var sent = Departures(TenFrames, frames: 13);

        // Unlike HTB, a packet waits until the bucket holds its whole length.
        Assert.All(sent.Take(10), at => Assert.Equal(0, at));
        Assert.Equal([FrameNanoseconds, 2 * FrameNanoseconds, 3 * FrameNanoseconds], sent.Skip(10));
    }

    [Theory]
    [InlineData(1, 1_514)]
    [InlineData(10, 15_140)]
    [InlineData(777, 64_000)]
    public void What_passed_is_the_burst_and_the_rate_times_the_time(long megabits, long burst)
    {
        var options = new TokenBucketOptions
        {
            RateBitsPerSecond = megabits * Mbit,
            BurstBytes = burst,
            LimitBytes = 10_000 * Frame,
        };
        foreach (var (at, index) in Departures(options, frames: 500).Select((at, index) => (at, index)))
        {
            // A frame leaves in the first nanosecond in which burst + rate × time holds all up to it.
            var needed = ((index + 1) * Frame) - burst;
            var exact = needed <= 0 ? 0 : needed * 8_000.0 / megabits;
            Assert.InRange(at, exact - 1 - index, exact + 1);
        }
    }

    [Fact]
    public void A_peak_rate_plays_out_the_burst_until_the_bucket_is_empty()
    {
        var options = TenFrames with { PeakRateBitsPerSecond = 20 * Mbit, PeakBurstBytes = Frame };
        var sent = Departures(options, frames: 21);

        // Frame k needs (k + 1) frames of tokens, and has 10 + k / 2: k up to 18 go at the peak rate.
        Assert.Equal(Enumerable.Range(0, 19).Select(k => k * FrameNanoseconds / 2), sent.Take(19));
        Assert.Equal([FrameNanoseconds * 10, FrameNanoseconds * 11], sent.Skip(19));
    }

    [Fact]
    public void A_latency_gives_the_limit_and_bounds_the_wait()
    {
        var latency = Duration.FromMilliseconds(50);
        var limit = TenFrames.LimitFor(latency);
        Assert.Equal(62_500 + (10 * Frame), limit);
        var sent = Departures(TenFrames with { LimitBytes = limit }, frames: 100);

        Assert.Equal(limit / Frame, sent.Count);
        Assert.InRange(sent[^1], latency.Nanoseconds - FrameNanoseconds, latency.Nanoseconds);
    }

    [Fact]
    public void The_limit_of_a_latency_is_the_peaks_if_that_is_less()
    {
        var options = TenFrames with { PeakRateBitsPerSecond = 12 * Mbit, PeakBurstBytes = Frame };
        Assert.Equal(1_500 + Frame, options.LimitFor(Duration.FromMilliseconds(1)));
    }

    [Fact]
    public void Packets_beyond_the_limit_or_longer_than_a_bucket_are_dropped()
    {
        var filter = new TokenBucketFilter(TenFrames with { LimitBytes = 2 * Frame }, VirtualTime.Zero);
        Assert.True(Enqueue(filter, Frame));
        Assert.True(Enqueue(filter, Frame));
        Assert.False(Enqueue(filter, 1));
        Assert.Equal((2, 2 * Frame, 1), (filter.Backlog, filter.BacklogBytes, filter.Dropped));

        var peaked = TenFrames with { PeakRateBitsPerSecond = 20 * Mbit, PeakBurstBytes = 2_000 };
        Assert.False(Enqueue(new TokenBucketFilter(peaked, VirtualTime.Zero), 2_001));
        Assert.True(Enqueue(new TokenBucketFilter(peaked, VirtualTime.Zero), 2_000));
        Assert.False(Enqueue(new TokenBucketFilter(TenFrames, VirtualTime.Zero), (10 * Frame) + 1));
    }

    [Fact]
    public void An_idle_bucket_never_holds_more_than_a_burst()
    {
        var filter = new TokenBucketFilter(TenFrames, VirtualTime.Zero);
        for (var i = 0; i < 12; i++)
        {
            Enqueue(filter, Frame);
        }

        var hour = VirtualTime.Zero + Duration.FromSeconds(3_600);
        for (var i = 0; i < 10; i++)
        {
            Assert.True(filter.TryDequeue(hour, out _, out _));
        }

        Assert.False(filter.TryDequeue(hour, out _, out var next));
        Assert.Equal(hour.Nanoseconds + FrameNanoseconds, next.Nanoseconds);
        Assert.Equal((10, 1), (filter.Sent, filter.Overlimits));
    }

    [Fact]
    public void Saving_and_loading_changes_nothing()
    {
        var saved = new TokenBucketFilter(TenFrames, VirtualTime.Zero);
        for (var i = 0; i < 20; i++)
        {
            saved.Enqueue(0, new QueuedPacket(Frame, i, 0));
        }

        var half = Drain(saved, packets: 12, from: 0);
        var save = StateTransfer.Save();
        saved.Transfer(save);
        var loaded = new TokenBucketFilter(TenFrames, VirtualTime.Zero);
        var load = StateTransfer.Load(save.ToArray());
        loaded.Transfer(load);
        load.Finish();

        Assert.Equal(Drain(saved, 8, half[^1]), Drain(loaded, 8, half[^1]));
        Assert.Equal(saved.Sent, loaded.Sent);
    }

    [Fact]
    public void Packets_allocate_nothing_after_warm_up()
    {
        var filter = new TokenBucketFilter(TenFrames, VirtualTime.Zero);
        var now = VirtualTime.Zero;
        Send(100);
        Assert.Equal(0, Allocation.Of(() => Send(10_000)));

        void Send(int packets)
        {
            for (var i = 0; i < packets; i++)
            {
                Enqueue(filter, Frame);
                while (!filter.TryDequeue(now, out _, out var next))
                {
                    now = next;
                }
            }
        }
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var options = new TokenBucketOptions
        {
            RateBitsPerSecond = 7,
            BurstBytes = 0,
            LimitBytes = -1,
            PeakRateBitsPerSecond = 7,
        };
        Assert.Equal(
            [
                "The rate of a tbf is 7 bit/s; it must be at least 8.",
                "The burst of a tbf is 0 bytes; it must be in 1 to 4294967295.",
                "The limit of a tbf is -1 bytes; it must be 0 or more.",
                "A tbf's peak rate, 7 bit/s, must be above its rate, 7 bit/s.",
                "The mtu of a tbf with a peak rate is 0 bytes; it must be in 1 to 4294967295.",
            ],
            options.Faults());
        Assert.Throws<ArgumentException>(() => new TokenBucketFilter(options, VirtualTime.Zero));
    }

    private static bool Enqueue(TokenBucketFilter filter, long bytes) =>
        filter.Enqueue(0, new QueuedPacket(bytes, 0, 0));

    /// <summary>When frames that all come at time zero leave, in nanoseconds; those that found no room do not.
    /// </summary>
    private static List<long> Departures(TokenBucketOptions options, int frames)
    {
        var filter = new TokenBucketFilter(options, VirtualTime.Zero);
        var queued = Enumerable.Range(0, frames).Count(_ => Enqueue(filter, Frame));
        return Drain(filter, queued, 0);
    }

    private static List<long> Drain(TokenBucketFilter filter, int packets, long from)
    {
        var sent = new List<long>();
        var now = VirtualTime.FromNanoseconds(from);
        while (sent.Count < packets)
        {
            if (filter.TryDequeue(now, out _, out var next))
            {
                sent.Add(now.Nanoseconds);
            }
            else
            {
                Assert.True(next > now);
                now = next;
            }
        }

        return sent;
    }
}
