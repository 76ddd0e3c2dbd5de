using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class TimelineOrderTests
{
    private const MessageKind Note = (MessageKind)60_001;
    private const MessageKind Go = (MessageKind)60_002;

    private static readonly VirtualTime Instant = VirtualTime.FromNanoseconds(1_000);
    private static readonly VirtualTime Later = VirtualTime.FromNanoseconds(2_000);

    [Fact]
    public void Phases_of_one_instant_follow_their_numbers_whatever_the_order_of_emission()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                for (var phase = 7; phase >= 1; phase--)
                {
                    outbox.Remind(Instant, (Phase)phase, 0, Note, a: phase);
                }

                outbox.SendAt(Instant, 0, Note, a: 0);
            }
        });

        OneTimeline.Of(process).Advance(Later);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], process.Told);
    }

    [Fact]
    public void Ranks_order_one_phase_and_the_order_of_emission_breaks_ties()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.Remind(Instant, Phase.Release, 2, Note, a: 20);
                outbox.Remind(Instant, Phase.Release, 1, Note, a: 10);
                outbox.Remind(Instant, Phase.Release, 2, Note, a: 21);
                outbox.Remind(Instant, Phase.Release, 0, Note, a: 0);
                outbox.Remind(Instant, Phase.Release, MessageOrder.MaxRank, Note, a: 99);
                outbox.Remind(Instant, Phase.Release, 1, Note, a: 11);
            }
        });

        OneTimeline.Of(process).Advance(Later);

        Assert.Equal([0, 10, 11, 20, 21, 99], process.Told);
    }

    [Fact]
    public void A_handler_may_emit_a_lower_phase_of_the_same_instant_and_it_comes_first()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.Remind(Instant, Phase.Timer, 0, Go, a: 1);
                outbox.Remind(Instant, Phase.Timer, 0, Note, a: 4);
            }
            else if (message.Kind == Go)
            {
                outbox.Remind(Instant, Phase.RescheduleAfterTimers, 0, Note, a: 5);
                outbox.Remind(Instant, Phase.Completion, 0, Note, a: 3);
                outbox.Send(0, Note, a: 2);
            }
        });

        OneTimeline.Of(process).Advance(Later);

        Assert.Equal([1, 2, 3, 4, 5], process.Told);
    }

    [Fact]
    public void Effects_are_handled_in_the_order_of_emission_breadth_first()
    {
        var sink = new ScriptedProcess(2);
        var relay = new ScriptedProcess(1, (message, outbox) =>
        {
            if (message.Kind == Go)
            {
                outbox.Send(2, Note, a: message.A + 100);
            }
        });
        var source = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.Remind(Instant, Phase.Release, 0, Go);
            }
            else
            {
                outbox.Send(1, Go, a: 1);
                outbox.Send(2, Note, a: 2);
                outbox.Send(1, Go, a: 3);
            }
        });

        OneTimeline.Of(source, relay, sink).Advance(Later);

        Assert.Equal([2, 101, 103], sink.Told);
    }

    [Fact]
    public void Effects_sent_for_a_later_instant_come_before_those_that_this_instant_brings_forth()
    {
        var sink = new ScriptedProcess(1);
        var source = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.SendAt(Instant, 0, Go);
                outbox.SendAt(Instant, 1, Note, a: 1);
                outbox.SendAt(Instant, 1, Note, a: 2);
            }
            else
            {
                outbox.Send(1, Note, a: 3);
            }
        });

        OneTimeline.Of(source, sink).Advance(Later);

        Assert.Equal([1, 2, 3], sink.Told);
    }

    [Fact]
    public void Effects_of_a_later_phase_come_before_the_next_message_of_that_phase()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.Remind(Instant, Phase.Release, 0, Go, a: 1);
                outbox.Remind(Instant, Phase.Release, 1, Note, a: 3);
            }
            else if (message.Kind == Go)
            {
                outbox.Send(0, Note, a: 2);
            }
        });

        OneTimeline.Of(process).Advance(Later);

        Assert.Equal([1, 2, 3], process.Told);
    }

    /// <summary>1 024 is where a queue that grows in powers of two grows next.</summary>
    [Theory]
    [InlineData(1_023, true)]
    [InlineData(1_024, true)]
    [InlineData(1_025, true)]
    [InlineData(5_000, true)]
    [InlineData(1_023, false)]
    [InlineData(1_024, false)]
    [InlineData(1_025, false)]
    [InlineData(5_000, false)]
    public void Many_messages_of_one_instant_keep_their_order(int count, bool sentAhead)
    {
        var sink = new ScriptedProcess(1);
        var source = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start && !sentAhead)
            {
                outbox.Remind(Instant, Phase.Release, 0, Go);
                return;
            }

            for (var i = 0; i < count; i++)
            {
                outbox.SendAt(Instant, 1, Note, a: i);
            }
        });

        OneTimeline.Of(source, sink).Advance(Later);

        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), sink.Told);
    }

    [Fact]
    public void Commands_come_by_their_position_in_the_log_and_before_arrivals_and_releases()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.Remind(Instant, Phase.Release, 0, Note, a: 5);
                outbox.Remind(Instant, Phase.Completion, 0, Note, a: 0);
            }
        });
        var timeline = OneTimeline.Of(process);
        timeline.Accept(new Envelope(
            new MessageOrder(Instant, MessageOrder.Pack(Phase.Arrival, 1, 7)), new Message(0, Note, 0, 4, 0)));
        timeline.Accept(new Envelope(
            new MessageOrder(Instant, MessageOrder.Pack(Phase.Arrival, 1, 6)), new Message(0, Note, 0, 3, 0)));
        timeline.Command(Instant, 9, new Message(0, Note, 0, 2, 0));
        timeline.Command(Instant, 8, new Message(0, Note, 0, 1, 0));

        timeline.Advance(Later);

        Assert.Equal([0, 1, 2, 3, 4, 5], process.Told);
    }

    [Fact]
    public void A_window_is_half_open()
    {
        var process = new ScriptedProcess(0, (message, outbox) =>
        {
            if (message.Kind == MessageKind.Start)
            {
                outbox.SendAt(Instant, 0, Note, a: 1);
            }
        });
        var timeline = OneTimeline.Of(process);

        timeline.Advance(Instant);
        Assert.Empty(process.Log);
        Assert.Equal(Instant, timeline.Boundary);
        Assert.Equal(Instant, timeline.Next);

        timeline.Advance(VirtualTime.FromNanoseconds(Instant.Nanoseconds + 1));
        Assert.Single(process.Log);
        Assert.Equal(VirtualTime.Never, timeline.Next);
    }
}
