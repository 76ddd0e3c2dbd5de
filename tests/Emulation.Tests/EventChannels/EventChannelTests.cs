using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.EventChannels;

public sealed class EventChannelTests
{
    private readonly Timeline _timeline;
    private readonly Probe _driver;
    private readonly Probe _guest;
    private int _position;

    public EventChannelTests()
    {
        var channel = new EventChannel(
            0,
            "channel",
            new EventChannelEnd { Domain = 1, Port = 5, Vcpu = 0 },
            new EventChannelEnd { Domain = 2, Port = 0, Vcpu = 1 });
        (_timeline, var probes) = Probe.Around(channel, 2);
        (_driver, _guest) = (probes[0], probes[1]);
    }

    [Fact]
    public void Each_end_has_its_own_domain_port_and_vcpu()
    {
        Tell(1, MessageKind.EventNotify, EventChannel.Backend);
        Tell(2, MessageKind.EventNotify, EventChannel.Frontend);

        Assert.Equal((1_000, new Message(1, MessageKind.EventUpcall, 5, 0, 0)), Assert.Single(_driver.Heard));
        Assert.Equal((2_000, new Message(2, MessageKind.EventUpcall, 0, 1, 0)), Assert.Single(_guest.Heard));
    }

    [Fact]
    public void Notifications_of_a_pending_end_make_one_upcall_until_it_is_acknowledged()
    {
        Tell(1, MessageKind.EventNotify, EventChannel.Frontend);
        Tell(2, MessageKind.EventNotify, EventChannel.Frontend);
        Tell(3, MessageKind.EventAcknowledge, EventChannel.Frontend);
        Tell(4, MessageKind.EventNotify, EventChannel.Frontend);

        Assert.Equal([1_000, 4_000], _guest.Heard.Select(one => one.At));
    }

    [Fact]
    public void A_masked_end_gets_its_upcall_when_it_is_unmasked()
    {
        Tell(1, MessageKind.EventMask, EventChannel.Frontend, 1);
        Tell(2, MessageKind.EventNotify, EventChannel.Frontend);
        Tell(3, MessageKind.EventMask, EventChannel.Frontend, 0);

        Assert.Equal([3_000], _guest.Heard.Select(one => one.At));
    }

    [Fact]
    public void A_rebound_end_tells_its_other_vcpu_from_the_next_notification_on()
    {
        Tell(1, MessageKind.EventNotify, EventChannel.Frontend);
        Tell(2, MessageKind.EventRebind, EventChannel.Frontend, 3);
        Tell(3, MessageKind.EventAcknowledge, EventChannel.Frontend);
        Tell(4, MessageKind.EventNotify, EventChannel.Frontend);

        Assert.Equal([1L, 3L], _guest.Heard.Select(one => one.Message.A));
    }

    private void Tell(long microsecond, MessageKind kind, int end, long a = 0)
    {
        var at = VirtualTime.Zero + Duration.FromMicroseconds(microsecond);
        _timeline.Command(at, _position++, new Message(0, kind, (ushort)end, a, 0));
        _timeline.Advance(at + Duration.FromNanoseconds(1));
    }
}
