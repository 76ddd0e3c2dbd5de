using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class MessageDigestTests
{
    private const ulong PinnedDigest = 215_981_895_567_147_960;

    private static readonly MessageOrder Order = new(VirtualTime.FromNanoseconds(123_456_789), 0x1234_5678_9abc_def0);

    private static readonly Message Message = new(0, MessageKind.Demand, 7, 0, long.MaxValue);

    [Fact]
    public void Any_one_bit_of_payload_kind_port_or_order_changes_the_digest()
    {
        var seen = new HashSet<ulong> { DigestOf(Order, Message) };
        for (var bit = 0; bit < 64; bit++)
        {
            var flip = 1L << bit;
            Assert.True(seen.Add(DigestOf(Order, Message with { A = Message.A ^ flip })), $"bit {bit} of A");
            Assert.True(seen.Add(DigestOf(Order, Message with { B = Message.B ^ flip })), $"bit {bit} of B");
            var place = Order.Place ^ (1UL << bit);
            Assert.True(seen.Add(DigestOf(Order with { Place = place }, Message)), $"bit {bit} of the place");

            // Instants are never negative.
            var at = VirtualTime.FromNanoseconds(Order.At.Nanoseconds ^ (bit < 63 ? flip : long.MaxValue));
            Assert.True(seen.Add(DigestOf(Order with { At = at }, Message)), $"bit {bit} of the instant");
        }

        for (var bit = 0; bit < 16; bit++)
        {
            var kind = (MessageKind)((ushort)Message.Kind ^ (1 << bit));
            Assert.True(seen.Add(DigestOf(Order, Message with { Kind = kind })), $"bit {bit} of the kind");
            var port = (ushort)(Message.Port ^ (1 << bit));
            Assert.True(seen.Add(DigestOf(Order, Message with { Port = port })), $"bit {bit} of the port");
        }
    }

    /// <summary>The flipped bit is in one command of a whole run, and nobody computes with it.</summary>
    [Fact]
    public void One_flipped_bit_in_one_message_of_a_run_changes_the_digest_of_the_run()
    {
        var seen = new HashSet<ulong>();
        for (var bit = -1; bit < 128; bit++)
        {
            Assert.True(seen.Add(RunWithFlipped(bit)), $"payload bit {bit}");
        }
    }

    [Fact]
    public void The_order_of_two_messages_matters()
    {
        var one = new Envelope(Order, Message);
        var two = new Envelope(Order with { Place = Order.Place + 1 }, Message with { A = 1 });
        var forwards = default(MessageDigest);
        forwards.Chain(one);
        forwards.Chain(two);
        var backwards = default(MessageDigest);
        backwards.Chain(two);
        backwards.Chain(one);

        Assert.NotEqual(forwards.Value, backwards.Value);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Negative_words_of_a_payload_are_chained(long a, long b) =>
        Assert.NotEqual(DigestOf(Order, Message), DigestOf(Order, Message with { A = a, B = b }));

    /// <summary>Golden value: a change of the digest's definition makes every recorded digest incomparable.</summary>
    [Fact]
    public void The_definition_of_the_digest_is_pinned() =>
        Assert.Equal(PinnedDigest, DigestOf(Order, Message));

    private static ulong DigestOf(MessageOrder order, Message message)
    {
        var digest = default(MessageDigest);
        digest.Chain(new Envelope(order, message));
        return digest.Value;
    }

    private static ulong RunWithFlipped(int bit)
    {
        const int Processes = 4;
        var timeline = OneTimeline.Of([.. Enumerable.Range(0, Processes + 1).Select(id => id == Processes
            ? (LogicalProcess)new ScriptedProcess(id)
            : new PholdProcess(id, Processes, 1, Duration.FromNanoseconds(1), Duration.FromNanoseconds(100)))]);
        var a = bit is >= 0 and < 64 ? 1L << bit : 0;
        var b = bit >= 64 ? 1L << (bit - 64) : 0;
        timeline.Command(VirtualTime.FromNanoseconds(500), 0, new Message(Processes, PholdProcess.Job, 0, a, b));
        timeline.Advance(VirtualTime.FromNanoseconds(1_000));
        return RunDigest.Of(timeline);
    }
}
