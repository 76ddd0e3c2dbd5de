using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Devices;

/// <summary>A card at 1 Gbit/s that raises a receive interrupt after 20 µs or 5 frames, a transmit one after 72 µs or
/// 3.
/// </summary>
public sealed class NetworkCardTests
{
    private const int FrameNanoseconds = 12_304;

    private readonly NetworkCard _card;
    private readonly Timeline _timeline;
    private readonly Probe _fabric;
    private readonly Probe _driver;
    private readonly Probe _core;
    private int _position;

    public NetworkCardTests()
    {
        var machine = new MachineProfile
        {
            Name = "test",
            NicReceiveDelay = Duration.FromMicroseconds(20),
            NicReceiveFrames = 5,
            NicTransmitDelay = Duration.FromMicroseconds(72),
            NicTransmitFrames = 3,
        };
        _card = new NetworkCard(
            0, "card", machine, new NetworkCardWiring(1_000_000_000, Duration.FromMicroseconds(25), 1, 2, 3, 99));
        (_timeline, var probes) = Probe.Around(_card, 3);
        (_fabric, _driver, _core) = (probes[0], probes[1], probes[2]);
    }

    [Fact]
    public void A_lone_frame_raises_its_interrupt_after_the_delay()
    {
        Frame(10, MessageKind.PacketArrived);
        RunTo(1_000);

        Assert.Equal([30_000], _core.Heard.Select(one => one.At));
        Assert.Equal(99, _core.Heard[0].Message.A);
    }

    [Fact]
    public void The_frame_that_fills_the_count_raises_the_interrupt_at_once()
    {
        for (var i = 0; i < 5; i++)
        {
            Frame(10 + i, MessageKind.PacketArrived);
        }

        RunTo(1_000);
        Assert.Equal([14_000], _core.Heard.Select(one => one.At));
    }

    [Fact]
    public void Interrupts_are_off_until_a_poll_finds_nothing()
    {
        Frame(10, MessageKind.PacketArrived);
        Frame(100, MessageKind.PacketArrived);
        Tell(110, MessageKind.CardPoll, 64);
        Frame(120, MessageKind.PacketArrived);
        Tell(130, MessageKind.CardPoll, 64);
        Tell(140, MessageKind.CardPoll, 64);
        Frame(150, MessageKind.PacketArrived);
        RunTo(1_000);

        Assert.Equal([30_000, 170_000], _core.Heard.Select(one => one.At));
        Assert.Equal([2L, 1L, 0L], _driver.Of(MessageKind.CardPolled).Select(one => one.Message.A));
    }

    [Fact]
    public void A_frame_that_finds_the_ring_full_is_dropped_and_counted()
    {
        for (var i = 0; i < NetworkCard.RingSlots + 3; i++)
        {
            Frame(10, MessageKind.PacketArrived);
        }

        RunTo(1_000);
        Assert.Equal(3, _card.Counts.Dropped);
        Assert.Equal(NetworkCard.RingSlots, _card.Waiting);
    }

    [Fact]
    public void Frames_leave_one_after_the_other_at_the_rate_of_the_link()
    {
        Frame(10, MessageKind.CardTransmit);
        Frame(10, MessageKind.CardTransmit);
        RunTo(1_000);

        Assert.Equal(
            [10_000 + FrameNanoseconds + 25_000, 10_000 + (2 * FrameNanoseconds) + 25_000],
            _fabric.Heard.Select(one => one.At));
    }

    [Fact]
    public void Sent_frames_raise_their_interrupt_after_the_delay_or_with_the_frame_that_fills_the_count()
    {
        Frame(10, MessageKind.CardTransmit);
        RunTo(200);
        Tell(200, MessageKind.CardPoll, 64);
        Tell(201, MessageKind.CardPoll, 64);
        for (var i = 0; i < 3; i++)
        {
            Frame(300, MessageKind.CardTransmit);
        }

        RunTo(1_000);
        Assert.Equal(
            [10_000 + FrameNanoseconds + 72_000, 300_000 + (3 * FrameNanoseconds)], _core.Heard.Select(one => one.At));
    }

    private void Frame(long microsecond, MessageKind kind)
    {
        var words = new Packet(PacketKind.TcpData, Last: false, 1_514, 7, 8, 1, 1).Pack();
        Tell(microsecond, kind, words.First, words.Second);
    }

    private void Tell(long microsecond, MessageKind kind, long a, long b = 0)
    {
        var at = VirtualTime.Zero + Duration.FromMicroseconds(microsecond);
        _timeline.Command(at, _position++, new Message(0, kind, 0, a, b));
    }

    private void RunTo(long microsecond) =>
        _timeline.Advance(VirtualTime.Zero + Duration.FromMicroseconds(microsecond));
}
