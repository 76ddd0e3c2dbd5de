using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

/// <summary>A client behind a link of 10 Gbit/s whose requests wait 50 ms for a reply.</summary>
public sealed class ClientTests
{
    private int _position;

    [Fact]
    public void Requests_are_sent_when_they_are_due_whether_earlier_ones_were_answered_or_not()
    {
        var (client, timeline, fabric) = Start(Constant(10));
        timeline.Advance(At(45));

        Assert.Equal(4, fabric.Heard.Count);
        Assert.Equal(4, client.Counts.Requests);
    }

    [Fact]
    public void Latency_counts_from_when_a_request_was_meant_to_be_sent_to_the_last_segment_in_any_order()
    {
        var (client, timeline, _) = Start(Constant(10));
        timeline.Advance(At(11));
        Reply(timeline, 14, 0, sequence: 1, last: true);
        Reply(timeline, 17, 0, sequence: 0, last: false);
        timeline.Advance(At(19));

        Assert.Equal(1, client.Latency.Samples);
        Assert.Equal(Duration.FromMilliseconds(7), client.Latency.Max);
    }

    [Fact]
    public void A_request_without_its_whole_reply_after_the_timeout_has_failed_and_what_comes_later_is_late()
    {
        var (client, timeline, _) = Start(Constant(10));
        Reply(timeline, 15, 0, sequence: 0, last: false);
        Reply(timeline, 25, 1, sequence: 0, last: true);
        Reply(timeline, 61, 0, sequence: 1, last: true);
        timeline.Advance(At(69));

        Assert.Equal(1, client.Counts.Failed);
        Assert.Equal(1, client.Latency.Samples);
        Assert.Equal(1, client.Counts.Late);
    }

    [Fact]
    public void A_trace_is_sent_as_recorded()
    {
        var trace = new LoadPlan
        {
            Arrivals = ArrivalKind.Trace,
            Trace = [new TraceRequest(At(3), default, 0), new TraceRequest(At(3), default, 0)],
        };
        var (_, timeline, fabric) = Start(trace);
        timeline.Advance(At(100));

        // 254 bytes and 24 of overhead at 10 Gbit/s, then 25 µs of latency; the second behind the first.
        Assert.Equal([3_025_223, 3_025_446], fabric.Heard.Select(one => one.At));
        Assert.Equal([0u, 1u], fabric.Heard.Select(one => Packet.Of(one.Message).Number));
    }

    [Fact]
    public void Requests_before_the_end_of_the_warm_up_are_not_counted()
    {
        var (client, timeline, _) = Start(Constant(10), warmup: 25);
        Reply(timeline, 15, 0, sequence: 0, last: true);
        Reply(timeline, 35, 2, sequence: 0, last: true);
        timeline.Advance(At(39));

        Assert.Equal(1, client.Counts.Requests);
        Assert.Equal(1, client.Latency.Samples);
    }

    private static LoadPlan Constant(long milliseconds) => new()
    {
        Arrivals = ArrivalKind.Constant,
        Gap = Duration.FromMilliseconds(milliseconds),
        Timeout = Duration.FromMilliseconds(50),
    };

    private static (Client Client, Timeline Timeline, Probe Fabric) Start(LoadPlan load, long warmup = 0)
    {
        var client = new Client(
            0,
            "client",
            1,
            load,
            new ClientWiring(1, 10_000_000_000, Duration.FromMicroseconds(25), 7, At(warmup)));
        var (timeline, probes) = Probe.Around(client, 1);
        return (client, timeline, probes[0]);
    }

    private static VirtualTime At(long milliseconds) => VirtualTime.Zero + Duration.FromMilliseconds(milliseconds);

    private void Reply(Timeline timeline, long milliseconds, uint number, uint sequence, bool last)
    {
        var words = new Packet(PacketKind.Reply, last, 200, 7, 0, number, sequence).Pack();
        timeline.Command(
            At(milliseconds), _position++, new Message(0, MessageKind.PacketArrived, 0, words.First, words.Second));
    }
}
