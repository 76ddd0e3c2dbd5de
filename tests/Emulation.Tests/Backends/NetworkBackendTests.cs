using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>
/// A backend with two interfaces among probes: 1 driver domain, 2 card, 3 and 4 guests, 5 and 6 their event channels.
/// The test plays the driver domain: it says when posted work is done.
/// </summary>
public sealed class NetworkBackendTests
{
    private const int Remote = 100;

    private readonly NetworkBackend _backend;
    private readonly Timeline _timeline;
    private readonly Probe[] _probes;
    private int _position;
    private int _done;
    private long _microsecond = 1;

    public NetworkBackendTests()
    {
        var machine = new MachineProfile
        {
            Name = "test",
            NicReceivePacket = Duration.FromNanoseconds(1),
            NicTransmitPacket = Duration.FromNanoseconds(10),
            BackendReceivePacket = Duration.FromNanoseconds(100),
            BackendTransmitPacket = Duration.FromNanoseconds(1_000),
            GrantCopy = Duration.FromNanoseconds(15_000),
            GrantMapUnmap = Duration.FromNanoseconds(100_000),
            Hypercall = Duration.FromNanoseconds(1_000_000),
        };
        _backend = new NetworkBackend(0, "host/BackendDriver/net", machine, new NetworkBackendWiring
        {
            DriverDomain = 1,
            Card = 2,
            CardBitsPerSecond = 1_000_000_000,
            Guests = [3, 4],
            EventChannels = [5, 6],
            Shaping = [null, null],
            Warmup = VirtualTime.Zero,
        });
        (_timeline, _probes) = Probe.Around(_backend, 6);
    }

    [Fact]
    public void Interfaces_take_turns_packet_by_packet_however_many_wait_at_one()
    {
        // While the first batch is worked on, five more frames come at one interface and two at the other.
        FromGuest(0, Remote);
        Tell(MessageKind.PortEvent, 1);
        for (var i = 0; i < 5; i++)
        {
            FromGuest(0, Remote);
        }

        FromGuest(1, Remote);
        FromGuest(1, Remote);
        Tell(MessageKind.PortEvent, 1);
        Tell(MessageKind.PortEvent, 2);
        WorkDone();
        WorkDone();

        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0], Card().Select(packet => packet.Source - 3));
    }

    [Fact]
    public void Nothing_moves_before_the_driver_domain_has_done_the_work()
    {
        FromGuest(0, Remote);
        Tell(MessageKind.PortEvent, 1);
        Assert.Empty(Card());
        var work = Assert.Single(_probes[0].Of(MessageKind.PostWork)).Message;

        // Backend 1 000 + map and unmap 100 000 + copying 1 500 bytes 15 000 + card 10.
        Assert.Equal(116_010, work.A);
        WorkDone();
        Assert.Single(Card());
        Assert.Equal(116_010, _backend.Bills.Posted(0));
    }

    [Fact]
    public void Packets_between_guests_of_a_host_do_not_touch_the_card()
    {
        FromGuest(0, 4);
        Tell(MessageKind.PortEvent, 1);
        WholeWayDone();

        Assert.Empty(Card());
        Assert.Single(_probes[3].Of(MessageKind.RingReceive));
        Assert.Single(_probes[5].Of(MessageKind.EventNotify));
    }

    [Fact]
    public void A_frontend_is_notified_again_only_after_it_went_idle()
    {
        for (var i = 0; i < 3; i++)
        {
            FromGuest(0, 4);
            Tell(MessageKind.PortEvent, 1);
            WholeWayDone();
        }

        Assert.Single(_probes[5].Of(MessageKind.EventNotify));
        Tell(MessageKind.RingReceived, 1, 3, 3);
        FromGuest(0, 4);
        Tell(MessageKind.PortEvent, 1);
        WholeWayDone();
        Assert.Equal(2, _probes[5].Of(MessageKind.EventNotify).Count());
    }

    /// <summary>By a hypercall: whoever was woken by one before may preempt the driver domain first.</summary>
    [Fact]
    public void A_frontend_is_notified_by_a_piece_of_work_of_its_own()
    {
        FromGuest(0, 4);
        Tell(MessageKind.PortEvent, 1);
        WorkDone();
        WorkDone();

        Assert.Single(_probes[3].Of(MessageKind.RingReceive));
        Assert.Empty(_probes[5].Of(MessageKind.EventNotify));
        Assert.Equal(1_000_000, _probes[0].Of(MessageKind.PostWork).Last().Message.A);
        WorkDone();
        Assert.Single(_probes[5].Of(MessageKind.EventNotify));
    }

    [Fact]
    public void A_frontend_that_missed_packets_when_it_went_idle_is_notified_at_once()
    {
        FromGuest(0, 4);
        Tell(MessageKind.PortEvent, 1);
        WholeWayDone();
        Tell(MessageKind.RingReceived, 1, 0, 0);

        Assert.Equal(2, _probes[5].Of(MessageKind.EventNotify).Count());
    }

    [Fact]
    public void Packets_for_a_guest_that_takes_none_are_dropped_behind_ring_and_queue()
    {
        const int Sent = 400;
        for (var i = 0; i < Sent; i++)
        {
            FromGuest(0, 4);
            Tell(MessageKind.PortEvent, 1);
            WholeWayDone();
        }

        var books = _backend.AllCountsOf(1);
        Assert.Equal(NetworkBackend.RingSlots, books.ReceivedPackets);
        Assert.Equal(Sent - NetworkBackend.RingSlots - NetworkBackend.InterfaceQueue, books.ReceivedDropped);
    }

    private IEnumerable<Packet> Card() =>
        _probes[1].Of(MessageKind.CardTransmit).Select(one => Packet.Of(one.Message));

    private void FromGuest(int vif, int destination)
    {
        var words = new Packet(PacketKind.TcpData, Last: false, 1_500, 3 + vif, destination, 0, 0).Pack();
        Tell(MessageKind.RingTransmit, vif, words.First, words.Second);
    }

    /// <summary>From one guest to the other: taken, handed over, and notified if need be.</summary>
    private void WholeWayDone()
    {
        WorkDone();
        WorkDone();
        WorkDone();
    }

    /// <summary>The oldest work that was posted and not done yet is done.</summary>
    private void WorkDone()
    {
        var posted = _probes[0].Of(MessageKind.PostWork).ToList();
        if (_done < posted.Count)
        {
            Tell(MessageKind.WorkDone, 0, 0, posted[_done++].Message.B);
        }
    }

    private void Tell(MessageKind kind, int port, long a = 0, long b = 0)
    {
        var at = VirtualTime.Zero + Duration.FromMicroseconds(_microsecond++);
        _timeline.Command(at, _position++, new Message(0, kind, (ushort)port, a, b));
        _timeline.Advance(at + Duration.FromNanoseconds(1));
    }
}
