using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

/// <summary>The sender alone, acknowledgement by acknowledgement; times are in ms.</summary>
public class TcpSenderTests
{
    [Fact]
    public void The_third_duplicate_halves_what_is_in_flight_and_sends_the_oldest_again()
    {
        var sender = Sending();
        Duplicate(sender, 2);

        // Limited transmit: one new segment for each of the first two duplicates.
        Assert.Equal([new(10, false), new(11, false)], Send(sender, 11));
        Duplicate(sender, 1);
        Assert.Equal((12 / 2) + 3, sender.CongestionWindow);
        Assert.Equal([new(0, true)], Send(sender, 11));
    }

    [Fact]
    public void A_partial_acknowledgement_takes_what_it_acknowledged_off_the_window()
    {
        var sender = Sending();
        Duplicate(sender, 3);
        Send(sender, 11);
        var before = sender.CongestionWindow;
        sender.OnAck(At(20), 4);
        Assert.Equal(before - 4 + 1, sender.CongestionWindow);
        Assert.Equal(new TcpSegment(4, Retransmission: true), Send(sender, 20)[0]);
    }

    [Fact]
    public void A_full_acknowledgement_ends_recovery()
    {
        var sender = Sending();
        Duplicate(sender, 3);
        Send(sender, 11);
        sender.OnAck(At(20), 10);

        // Nothing is in flight: two segments, whatever the threshold.
        Assert.Equal(2, sender.CongestionWindow);
        Assert.Equal([new(10, false), new(11, false)], Send(sender, 20));
    }

    [Fact]
    public void Duplicates_of_what_a_timeout_repeats_start_no_recovery()
    {
        var sender = Sending();
        sender.OnTimeout(At(1_000));
        Assert.Equal([new(0, true)], Send(sender, 1_000));
        Duplicate(sender, 5);
        Assert.Equal(1, sender.CongestionWindow);
        Assert.DoesNotContain(new TcpSegment(0, Retransmission: true), Send(sender, 1_001));
    }

    [Fact]
    public void A_timeout_that_comes_too_early_does_nothing()
    {
        var sender = Sending();
        sender.OnTimeout(At(999));
        Assert.Equal(0, sender.Timeouts);
        Assert.Equal(At(1_000), sender.NextTimeout);
    }

    [Fact]
    public void A_repeated_segment_gives_no_round_trip_and_leaves_the_timeout_backed_off()
    {
        var sender = new TcpSender(new TcpOptions(), segments: 2);
        sender.TrySend(At(0), out _);
        sender.OnTimeout(At(1_000));
        sender.TrySend(At(1_000), out _);
        sender.OnAck(At(1_010), 1);
        Assert.Equal(Duration.Zero, sender.RoundTrip);
        sender.TrySend(At(1_010), out _);
        Assert.Equal(At(3_010), sender.NextTimeout);
    }

    [Fact]
    public void The_timeout_follows_mean_and_deviation_of_the_round_trip()
    {
        var sender = new TcpSender(new TcpOptions());
        sender.TrySend(At(0), out _);
        sender.OnAck(At(400), 1);

        // First sample: mean 400, deviation 200.
        sender.TrySend(At(400), out _);
        Assert.Equal(At(400 + 400 + 800), sender.NextTimeout);

        // Second sample of 480: deviation (3 × 200 + 80) / 4 = 170, mean (7 × 400 + 480) / 8 = 410.
        sender.OnAck(At(880), 2);
        sender.TrySend(At(880), out _);
        Assert.Equal(At(880 + 410 + 680), sender.NextTimeout);
    }

    [Fact]
    public void Acknowledgements_of_what_was_never_sent_are_ignored()
    {
        var sender = Sending();
        sender.OnAck(At(10), 11);
        Assert.Equal(0, sender.Acknowledged);
    }

    /// <summary>A sender with ten segments in flight since time zero.</summary>
    private static TcpSender Sending()
    {
        var sender = new TcpSender(new TcpOptions());
        Assert.Equal(10, Send(sender, 0).Count);
        return sender;
    }

    private static List<TcpSegment> Send(TcpSender sender, long ms)
    {
        var sent = new List<TcpSegment>();
        while (sender.TrySend(At(ms), out var segment))
        {
            sent.Add(segment);
        }

        return sent;
    }

    private static void Duplicate(TcpSender sender, int times)
    {
        for (var i = 0; i < times; i++)
        {
            sender.OnAck(At(10), sender.Acknowledged);
        }
    }

    private static VirtualTime At(long ms) => VirtualTime.Zero + Duration.FromMilliseconds(ms);
}
