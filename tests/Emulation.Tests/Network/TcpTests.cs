using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

public class TcpTests
{
    private static readonly TcpOptions Options = new();

    [Theory]
    [InlineData(65_536, 45)]
    [InlineData(131_072, 90)]
    [InlineData(262_144, 181)]
    public void A_stream_that_the_window_limits_sends_a_window_a_round_trip(long window, int segments)
    {
        var path = new TcpPath(Options with { WindowBytes = window }, Duration.FromMilliseconds(5));
        path.RunUntil(Duration.FromSeconds(1));
        var before = path.Receiver.Received;
        path.RunUntil(Duration.FromSeconds(11));

        // An odd window leaves a segment whose acknowledgement waits for the next; never less than a segment fewer.
        Assert.InRange(path.Receiver.Received - before, (segments - 1) * 1_000, segments * 1_000);
        Assert.Equal(segments, path.MostInFlight);
        Assert.Equal(0, path.Sender.Retransmissions);
    }

    [Fact]
    public void A_stream_that_the_link_limits_fills_the_link()
    {
        // 10 MB/s × 10 ms = 69 segments of product; 90 of window.
        var path = new TcpPath(
            Options, Duration.FromMilliseconds(5), bottleneckBytesPerSecond: 10_000_000, queueSegments: 200);
        path.RunUntil(Duration.FromSeconds(1));
        var before = path.Receiver.Received;
        path.RunUntil(Duration.FromSeconds(11));
        Assert.InRange((path.Receiver.Received - before) * 1_448, 99_900_000, 100_001_448);
    }

    [Fact]
    public void Every_second_segment_is_acknowledged_at_once()
    {
        var path = new TcpPath(Options, Duration.FromMilliseconds(5), segments: 1_000);
        path.RunUntil(Duration.FromSeconds(5));
        Assert.Equal(1_000, path.Sender.Acknowledged);
        Assert.Equal(500, path.Acknowledgements);
    }

    [Fact]
    public void A_lone_segment_is_acknowledged_after_forty_milliseconds()
    {
        var path = new TcpPath(Options, Duration.FromMilliseconds(5), segments: 1);
        path.RunUntil(Duration.FromNanoseconds(50_000_000));
        Assert.Equal(0, path.Sender.Acknowledged);
        path.RunUntil(Duration.FromNanoseconds(50_000_001));
        Assert.Equal(1, path.Sender.Acknowledged);
        Assert.Equal(VirtualTime.Never, path.Sender.NextTimeout);
        Assert.Equal(Duration.FromMilliseconds(50), path.Sender.RoundTrip);
    }

    [Fact]
    public void Slow_start_opens_the_window_by_what_is_acknowledged()
    {
        // 10, 20, 40, 80 segments in the first four round trips: 150 are there after 3.5 of them.
        var path = new TcpPath(Options with { WindowBytes = 262_144 }, Duration.FromMilliseconds(5));
        path.RunUntil(Duration.FromMilliseconds(36));
        Assert.Equal(150, path.Receiver.Received);
    }

    [Fact]
    public void A_lost_segment_is_sent_again_after_three_duplicates()
    {
        var path = new TcpPath(
            Options, Duration.FromMilliseconds(5), segments: 2_000, loses: (sent, _) => sent == 700);
        path.RunUntil(Duration.FromSeconds(5));
        Assert.Equal(2_000, path.Sender.Acknowledged);
        Assert.Equal(1, path.Sender.Retransmissions);
        Assert.Equal(0, path.Sender.Timeouts);

        // The loss is noticed within the round trip in which it happens, and repaired in the next.
        Assert.InRange(path.Deliveries[700] - path.Deliveries[699], 10_000_000, 20_000_000);
    }

    [Fact]
    public void Losses_of_one_window_are_repaired_one_a_round_trip()
    {
        var path = new TcpPath(
            Options,
            Duration.FromMilliseconds(5),
            segments: 2_000,
            loses: (sent, _) => sent is 700 or 705 or 710 or 715);
        path.RunUntil(Duration.FromSeconds(5));
        Assert.Equal(2_000, path.Sender.Acknowledged);
        Assert.Equal(4, path.Sender.Retransmissions);
        Assert.Equal(0, path.Sender.Timeouts);
        Assert.Equal(10_000_000, path.Deliveries[705] - path.Deliveries[700]);
        Assert.Equal(10_000_000, path.Deliveries[715] - path.Deliveries[710]);
    }

    [Fact]
    public void A_loss_halves_the_window()
    {
        var path = new TcpPath(Options, Duration.FromMilliseconds(5), loses: (sent, _) => sent == 5_000);
        path.RunUntil(Duration.FromMilliseconds(545));
        Assert.Equal(90, path.Sender.CongestionWindow);

        // Segment 5 000 leaves at 570 ms and is repaired at 590 ms. The receiver's window kept new segments back, so
        // that nothing is in
        // flight after recovery: slow start from two segments up to half of 90, then one more a round trip.
        path.RunUntil(Duration.FromMilliseconds(600));
        Assert.Equal(2, path.Sender.CongestionWindow);
        path.RunUntil(Duration.FromMilliseconds(700));
        var later = path.Sender.CongestionWindow;
        Assert.InRange(later, 45, 55);
        path.RunUntil(Duration.FromMilliseconds(900));
        Assert.InRange(path.Sender.CongestionWindow - later, 18, 20);
    }

    [Fact]
    public void A_lost_tail_waits_for_the_timeout()
    {
        var path = new TcpPath(Options, Duration.FromMilliseconds(5), segments: 100, loses: (sent, _) => sent == 99);
        path.RunUntil(Duration.FromSeconds(5));
        Assert.Equal(100, path.Sender.Acknowledged);
        Assert.Equal(1, path.Sender.Timeouts);

        // Segment 98 is acknowledged after 40 ms; 5 ms later the timer restarts with 200 ms; the repetition takes 5 ms.
        Assert.Equal(250_000_000, path.Deliveries[99] - path.Deliveries[98]);
    }

    [Fact]
    public void The_timeout_doubles_while_nothing_gets_through()
    {
        var path = new TcpPath(
            Options, Duration.FromMilliseconds(5), segments: 100, loses: (sent, _) => sent is >= 90 and < 105);
        path.RunUntil(Duration.FromSeconds(60));
        Assert.Equal(100, path.Sender.Acknowledged);

        // Segments 90 to 99 and five repetitions are lost, then one gets through: 0.2 × (1 + 2 + 4 + 8 + 16 + 32) s.
        Assert.Equal(6, path.Sender.Timeouts);
        Assert.InRange(path.Deliveries[90] - path.Deliveries[89], 12_600_000_000, 12_700_000_000);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(2_000)]
    public void Periodic_loss_gives_the_square_root_law(int period)
    {
        // One loss in n segments: the window saws between w/2 and w with 3/8 w² = n; mean 3/4 w a round trip
        // (Mathis et al. 1997). Recovery adds a round trip to each cycle of w/2, hence 15 %.
        var path = new TcpPath(
            Options with { WindowBytes = 262_144 },
            Duration.FromMilliseconds(5),
            loses: (_, segment) => !segment.Retransmission && segment.Sequence % period == period - 1);
        path.RunUntil(Duration.FromSeconds(10));
        var before = path.Receiver.Received;
        path.RunUntil(Duration.FromSeconds(110));
        var law = 0.75 * Math.Sqrt(8.0 * period / 3.0) * 10_000;
        Assert.InRange((path.Receiver.Received - before) / law, 0.85, 1.05);
        Assert.Equal(0, path.Sender.Timeouts);
    }

    [Fact]
    public void More_can_be_supplied_later()
    {
        var sender = new TcpSender(Options, segments: 1);
        Assert.True(sender.TrySend(VirtualTime.Zero, out _));
        Assert.False(sender.TrySend(VirtualTime.Zero, out _));
        sender.Supply(1);
        Assert.True(sender.TrySend(VirtualTime.Zero, out var second));
        Assert.Equal(new TcpSegment(1, Retransmission: false), second);
    }

    [Fact]
    public void Windows_below_two_segments_are_refused() =>
        Assert.Throws<ArgumentException>(() => new TcpSender(Options with { WindowBytes = 2_895 }));

    [Fact]
    public void Segments_and_acknowledgements_allocate_nothing()
    {
        var sender = new TcpSender(Options);
        var receiver = new TcpReceiver(Options);
        long now = 0;
        void Exchange(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                now += 1_000;
                while (sender.TrySend(VirtualTime.FromNanoseconds(now), out var segment))
                {
                    // Every hundredth is lost, so that recovery is measured too.
                    var lost = segment.Sequence % 100 == 50 && !segment.Retransmission;
                    if (!lost && receiver.OnSegment(VirtualTime.FromNanoseconds(now), segment.Sequence))
                    {
                        sender.OnAck(VirtualTime.FromNanoseconds(now), receiver.Acknowledge());
                    }

                    if (segment.Sequence % 10 == 0)
                    {
                        break;
                    }
                }
            }
        }

        Exchange(100);
        Assert.Equal(0, Allocation.Of(() => Exchange(10_000)));
        Assert.True(sender.Retransmissions > 100);
    }
}
