using System.Diagnostics;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class TimelineLimitsTests
{
    private const MessageKind Note = (MessageKind)60_001;
    private const int Remote = 1;

    private static readonly VirtualTime End = VirtualTime.FromNanoseconds(1_000_000);

    [Fact]
    public void A_loop_without_progress_is_an_error_that_names_the_process()
    {
        var process = Echo(long.MaxValue);

        var error = Assert.Throws<EmulationException>(() => OneTimeline.Of(process).Advance(End));

        Assert.Equal("More than 100000 messages at 0 ns; the last one went to scripted/0.", error.Message);
    }

    [Fact]
    public void The_limit_itself_is_allowed_in_one_instant()
    {
        // The start message is the first of the instant.
        var process = Echo(Timeline.MaxMessagesPerInstant - 1);

        OneTimeline.Of(process).Advance(End);

        Assert.Equal(Timeline.MaxMessagesPerInstant, process.Handled);
    }

    [Fact]
    public void Every_instant_has_the_limit_anew()
    {
        const int PerInstant = 60_000;
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            var number = message.A;
            if (number < 3 * PerInstant)
            {
                var delay = Duration.FromNanoseconds(number % PerInstant == 0 ? 1 : 0);
                outbox.SendAt(outbox.Now + delay, 0, Note, a: number + 1);
            }
        });

        OneTimeline.Of(process).Advance(End);

        Assert.Equal((3 * PerInstant) + 1, process.Handled);
    }

    [Fact]
    public void A_message_to_another_timeline_below_the_lookahead_is_refused()
    {
        var tooEarly = Duration.FromNanoseconds(OneTimeline.Lookahead.Nanoseconds - 1);

        var error = Assert.Throws<EmulationException>(() => SendToRemote(tooEarly));

        Assert.Equal(
            "scripted/0 sent a message to another timeline that takes 999 ns, but the lookahead is 1000 ns.",
            error.Message);
        Assert.Throws<EmulationException>(() => SendToRemote(Duration.Zero));
    }

    [Fact]
    public void A_message_to_another_timeline_at_the_lookahead_leaves_as_an_arrival()
    {
        var timeline = SendToRemote(OneTimeline.Lookahead);

        var message = Assert.Single(timeline.Outgoing);
        Assert.Equal(1, message.Timeline);
        Assert.Equal(Phase.Arrival, message.Envelope.Order.Phase);
        Assert.Equal(timeline.Index, message.Envelope.Order.Rank);
        Assert.Equal(OneTimeline.Lookahead.Nanoseconds, message.Envelope.Order.At.Nanoseconds);
        Assert.Equal(new Message(Remote, Note, 3, 4, 5), message.Envelope.Message);
    }

    [Fact]
    public void Nothing_is_accepted_before_the_boundary()
    {
        var timeline = OneTimeline.Of(new ScriptedProcess(0));
        timeline.Advance(End);

        Assert.Throws<UnreachableException>(() => timeline.Command(
            VirtualTime.FromNanoseconds(End.Nanoseconds - 1), 0, new Message(0, Note, 0, 0, 0)));
        timeline.Command(End, 0, new Message(0, Note, 0, 0, 0));
    }

    [Fact]
    public void A_message_to_the_past_is_a_broken_invariant()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            outbox.SendAt(
                message.Kind == MessageKind.Start ? VirtualTime.FromNanoseconds(10) : VirtualTime.FromNanoseconds(9),
                0,
                Note);
        });

        Assert.Throws<UnreachableException>(() => OneTimeline.Of(process).Advance(End));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(MessageOrder.MaxRank + 1)]
    public void A_rank_beyond_the_width_of_the_order_is_refused(int rank)
    {
        var process = new ScriptedProcess(0, (_, outbox) =>
            outbox.Remind(VirtualTime.FromNanoseconds(1), Phase.Release, rank, Note));

        Assert.Throws<UnreachableException>(() => OneTimeline.Of(process).Advance(End));
    }

    [Fact]
    public void A_partition_without_lookahead_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Partition([OneTimeline.Of(new ScriptedProcess(0))], 1, Duration.Zero));

    private static ScriptedProcess Echo(long times) => new(0, (message, outbox) =>
    {
        if (message.A < times)
        {
            outbox.Send(0, Note, a: message.A + 1);
        }
    });

    private static Timeline SendToRemote(Duration delay)
    {
        var timeline = OneTimeline.Of(new ScriptedProcess(
            0, (_, outbox) => outbox.SendAt(outbox.Now + delay, Remote, Note, 3, 4, 5)));
        timeline.Advance(End);
        return timeline;
    }
}
