using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>
/// When frames are copied and their slots answered. The test plays driver domain (1), card (2) and guests (3, 4): work
/// is done a microsecond after it was posted, and the card reclaims only when told.
/// </summary>
public sealed class CopyingTests
{
    private const int Remote = 100;
    private const long Map = 50_000;
    private const long Unmap = 50_000;
    private const long Frame = 1_000;
    private const long Card = 1_000_000_000;

    /// <summary>A frame a second.</summary>
    private static readonly ShapingPlan Slow = new() { RateBitsPerSecond = 12_000, CeilBitsPerSecond = 12_000 };

    private NetworkBackend _backend = null!;
    private Timeline _timeline = null!;
    private Probe[] _probes = [];
    private int _position;
    private int _done;
    private VirtualTime _now;

    [Theory]
    [InlineData(CopyMode.Always, 15_000)]
    [InlineData(CopyMode.Delayed, 640)]
    [InlineData(CopyMode.Adaptive, 640)]
    public void Taking_a_frame_costs_its_copy_or_that_of_its_header(CopyMode mode, long copy)
    {
        Connect(mode);
        Send(0, 1_500);

        var mapping = mode == CopyMode.Always ? Map + Unmap : Map;
        Assert.Equal(Frame + mapping + copy, _backend.Bills.Posted(0));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 0)]
    public void A_frame_that_is_all_header_is_answered_at_once(int bytes, long answered)
    {
        Connect(CopyMode.Delayed);
        Send(0, bytes);

        Assert.Equal(answered, Answered(0));
    }

    [Fact]
    public void A_slot_is_answered_once_the_sent_frame_is_reclaimed_from_the_card_and_unmapped()
    {
        Connect(CopyMode.Delayed);
        Send(0, 1_500);
        Assert.Equal(1, _backend.Pending);
        var before = _backend.Bills.Posted(0);

        Tell(MessageKind.CardPolled, 0, 0, 1);
        FinishWork();

        Assert.Equal(0, _backend.Pending);
        Assert.Equal(1, Answered(0));
        Assert.Equal(Unmap, _backend.Bills.Posted(0) - before);
    }

    [Fact]
    public void A_slot_is_answered_once_the_frame_is_delivered_to_a_guest_of_the_host()
    {
        Connect(CopyMode.Delayed);
        Send(0, 1_500, destination: 4);
        FinishWork();

        Assert.Equal(1, Answered(0));
        Assert.Equal(0, _backend.Pending);
    }

    [Fact]
    public void What_delayed_copying_finds_older_than_half_a_second_it_copies_and_by_a_second_it_looks()
    {
        // A frame a second: two go at once, for which there are tokens, then one after 0.93 s and one after 1.93 s.
        Connect(CopyMode.Delayed, Slow);
        Send(0, 1_500, frames: 4);
        Advance(Duration.FromMilliseconds(900));
        Assert.Equal(0, _backend.AllCountsOf(0).LateCopies);

        Advance(Duration.FromMilliseconds(110));
        FinishWork();
        Assert.Equal(1, _backend.AllCountsOf(0).LateCopies);
        Assert.Equal(1, Answered(0));
    }

    [Fact]
    public void Any_run_of_the_transmit_action_copies_what_is_older_than_half_a_second()
    {
        Connect(CopyMode.Delayed, Slow);
        Send(0, 1_500, frames: 3);
        Advance(Duration.FromMilliseconds(510));
        Send(1, 64);

        Assert.Equal(1, _backend.AllCountsOf(0).LateCopies);
    }

    [Fact]
    public void Delayed_copying_lets_one_guest_use_up_the_slots_of_all()
    {
        Connect(CopyMode.Delayed, Slow);
        Send(0, 1_500, frames: 250);

        // From half of the slots on, events do not start the transmit action.
        Assert.Equal(NetworkBackend.PendingSlotCount / 2, _backend.Pending);
        Send(1, 64);
        Assert.Equal(0, _backend.AllCountsOf(1).SentPackets);
    }

    [Fact]
    public void Adaptive_copying_copies_what_shaping_will_hold_and_nothing_else()
    {
        Connect(CopyMode.Adaptive, Slow);
        Send(0, 1_500, frames: 250);
        Send(1, 1_500, frames: 50);

        // For two frames the class has tokens.
        Assert.Equal(248, _backend.AllCountsOf(0).EarlyCopies);
        Assert.Equal(0, _backend.AllCountsOf(1).EarlyCopies);
        Assert.Equal(0, _backend.AllCountsOf(0).LateCopies);
    }

    [Fact]
    public void What_is_held_against_expectation_is_copied_after_the_time_in_which_the_card_sends_half_of_the_slots()
    {
        // The slow class might borrow all of the card, but the other one uses it up for two milliseconds.
        Connect(CopyMode.Adaptive, Slow with { CeilBitsPerSecond = Card }, Slow with
        {
            RateBitsPerSecond = Card,
            CeilBitsPerSecond = Card,
        });
        Send(1, 1_500, frames: 100);
        Send(0, 1_500, frames: 3);
        Advance(Duration.FromMicroseconds(700));
        Send(1, 1_500, frames: 100);
        Advance(Duration.FromMicroseconds(700));
        FinishWork();
        Assert.Equal(0, _backend.AllCountsOf(0).EarlyCopies + _backend.AllCountsOf(0).LateCopies);

        Advance(Duration.FromMicroseconds(100));
        FinishWork();
        Assert.Equal(1, _backend.AllCountsOf(0).LateCopies);
    }

    [Fact]
    public void Adaptive_copying_holds_at_most_half_of_the_slots_for_shaping()
    {
        // As many frames at once as the backend takes, at any ceiling; the first of a class go to the card.
        foreach (var ceil in new[] { 1_000_000L, 50_000_000, 400_000_000, Card })
        {
            var plan = new ShapingPlan { RateBitsPerSecond = ceil, CeilBitsPerSecond = ceil };
            Connect(CopyMode.Adaptive, plan, plan);
            for (var i = 0; i < 150; i++)
            {
                Send(0, 1_502);
                Send(1, 1_502);
            }

            Assert.Equal(300, _backend.AllCountsOf(0).SentPackets + _backend.AllCountsOf(1).SentPackets);
            var onCard = _probes[1].Of(MessageKind.CardTransmit).Count();
            Assert.InRange(_backend.Held - onCard, 0, CopyRule.HalfOfSlots);
        }
    }

    private void Connect(CopyMode mode, params ShapingPlan[] shaping)
    {
        var machine = new MachineProfile
        {
            Name = "test",
            BackendTransmitPacket = Duration.FromNanoseconds(Frame),
            GrantCopy = Duration.FromNanoseconds(15_000),
            GrantMapUnmap = Duration.FromNanoseconds(Map + Unmap),
        };
        _backend = new NetworkBackend(0, "host/BackendDriver/net", machine, new NetworkBackendWiring
        {
            DriverDomain = 1,
            Card = 2,
            CardBitsPerSecond = Card,
            Guests = [3, 4],
            EventChannels = [5, 6],
            Shaping = [shaping.ElementAtOrDefault(0), shaping.ElementAtOrDefault(1)],
            Copy = mode,
            Warmup = VirtualTime.Zero,
        });
        (_timeline, _probes) = Probe.Around(_backend, 6);
        (_position, _done, _now) = (0, 0, VirtualTime.Zero);
    }

    private long Answered(int vif) =>
        _probes[2 + vif].Of(MessageKind.RingTransmitted).Sum(one => one.Message.A);

    private void Send(int vif, int bytes, int destination = Remote, int frames = 1)
    {
        for (var i = 0; i < frames; i++)
        {
            SendOne(vif, bytes, destination);
        }
    }

    private void SendOne(int vif, int bytes, int destination)
    {
        var words = new Packet(PacketKind.TcpData, Last: false, bytes, 3 + vif, destination, 0, 0).Pack();
        if (_backend.WaitingInRing(vif) < NetworkBackend.RingSlots)
        {
            Tell(MessageKind.RingTransmit, vif, words.First, words.Second);
            Tell(MessageKind.PortEvent, 1 + vif);
            FinishWork();
        }
    }

    /// <summary>All posted work is done, and what follows from it too.</summary>
    private void FinishWork()
    {
        while (_probes[0].Heard.Count > _done)
        {
            var message = _probes[0].Heard[_done++].Message;
            if (message.Kind == MessageKind.PostWork)
            {
                Tell(MessageKind.WorkDone, 0, 0, message.B);
            }
        }
    }

    private void Tell(MessageKind kind, int port, long a = 0, long b = 0)
    {
        _now += Duration.FromNanoseconds(10);
        _timeline.Command(_now, _position++, new Message(0, kind, (ushort)port, a, b));
        _timeline.Advance(_now + Duration.FromNanoseconds(1));
    }

    private void Advance(Duration duration)
    {
        _now += duration;
        _timeline.Advance(_now);
    }
}
