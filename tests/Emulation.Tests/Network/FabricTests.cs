using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

public sealed class FabricTests
{
    private readonly Fabric _fabric = new(
        0,
        "fabric",
        Duration.FromMicroseconds(25),
        [-1, 0, 1],
        [
            new FabricPort { Target = 1, BitsPerSecond = 1_000_000_000 },
            new FabricPort { Target = 2, BitsPerSecond = 10_000_000_000 },
        ]);

    private int _position;

    [Fact]
    public void Frames_of_one_output_wait_for_each_other_and_those_of_another_do_not()
    {
        var (timeline, probes) = Probe.Around(_fabric, 2);
        Send(timeline, to: 1);
        Send(timeline, to: 1);
        Send(timeline, to: 2);
        timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(1));

        Assert.Equal([12_304 + 25_000, 24_608 + 25_000], probes[0].Heard.Select(one => one.At));
        Assert.Equal([1_231 + 25_000], probes[1].Heard.Select(one => one.At));
    }

    [Fact]
    public void A_frame_that_finds_the_buffer_of_its_output_full_is_dropped_and_counted()
    {
        var (timeline, probes) = Probe.Around(_fabric, 2);
        for (var i = 0; i < 1_000; i++)
        {
            Send(timeline, to: 1);
        }

        timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(1));
        var port = _fabric.Ports[0];
        Assert.Equal(1_000, port.SentPackets + port.Dropped);
        Assert.Equal(port.SentPackets, probes[0].Heard.Count);

        // A buffer of 2²⁰ bytes holds 681 such frames; one more is on the wire.
        Assert.InRange(port.SentPackets, 681, 684);
    }

    private void Send(Timeline timeline, int to)
    {
        var words = new Packet(PacketKind.TcpData, Last: false, 1_514, 0, to, 0, 0).Pack();
        timeline.Command(
            VirtualTime.Zero, _position++, new Message(0, MessageKind.PacketArrived, 0, words.First, words.Second));
    }
}
