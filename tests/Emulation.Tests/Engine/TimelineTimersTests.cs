using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class TimelineTimersTests
{
    private const MessageKind Due = (MessageKind)60_001;
    private const MessageKind Go = (MessageKind)60_002;

    private static readonly VirtualTime Early = VirtualTime.FromNanoseconds(1_000);
    private static readonly VirtualTime Late = VirtualTime.FromNanoseconds(2_000);
    private static readonly VirtualTime End = VirtualTime.FromNanoseconds(10_000);

    [Fact]
    public void Rearming_moves_a_timer_back_and_forth_and_it_fires_once()
    {
        Assert.Equal([2], Told(outbox =>
        {
            Arm(outbox, 0, Early, 1);
            Arm(outbox, 0, Late, 2);
        }));
        Assert.Equal([2], Told(outbox =>
        {
            Arm(outbox, 0, Late, 1);
            Arm(outbox, 0, Early, 2);
        }));
    }

    [Fact]
    public void Rearming_for_the_same_instant_takes_a_new_place()
    {
        Assert.Equal([2, 3], Told(outbox =>
        {
            Arm(outbox, 0, Early, 1);
            Arm(outbox, 1, Early, 2);
            Arm(outbox, 0, Early, 3);
        }));
    }

    [Fact]
    public void A_cancelled_timer_never_fires_and_may_be_armed_again()
    {
        Assert.Equal([1], Told(outbox =>
        {
            Arm(outbox, 0, Early, 0);
            Arm(outbox, 1, Late, 1);
            outbox.Cancel(0);
        }));
        Assert.Equal([1, 2], Told(outbox =>
        {
            Arm(outbox, 0, Early, 0);
            Arm(outbox, 1, Early, 1);
            outbox.Cancel(0);
            Arm(outbox, 0, Late, 2);
        }));
    }

    [Fact]
    public void Cancelling_what_is_not_armed_does_nothing() =>
        Assert.Equal([1], Told(outbox =>
        {
            outbox.Cancel(0);
            Arm(outbox, 1, Early, 1);
            outbox.Cancel(2);
        }));

    [Fact]
    public void Arming_for_never_cancels() =>
        Assert.Equal([1], Told(outbox =>
        {
            Arm(outbox, 0, Early, 0);
            Arm(outbox, 1, Late, 1);
            Arm(outbox, 0, VirtualTime.Never, 0);
        }));

    [Fact]
    public void A_timer_may_arm_itself_again_from_its_own_handler()
    {
        var process = new ScriptedProcess(
            0,
            (message, outbox) =>
            {
                if (message.A < 3)
                {
                    Arm(outbox, 0, outbox.Now + Duration.FromNanoseconds(10), message.A + 1);
                }
            },
            timers: 1);

        OneTimeline.Of(process).Advance(End);

        Assert.Equal([1, 2, 3], process.Told);
    }

    [Fact]
    public void A_timer_may_be_cancelled_by_the_handler_of_another_that_is_due_in_the_same_instant()
    {
        var process = new ScriptedProcess(
            0,
            (message, outbox) =>
            {
                if (message.Kind == MessageKind.Start)
                {
                    outbox.Arm(0, Early, Phase.Timer, 0, Go, a: 1);
                    Arm(outbox, 1, Early, 2);
                    Arm(outbox, 2, Early, 3);
                }
                else if (message.Kind == Go)
                {
                    outbox.Cancel(1);
                }
            },
            timers: 3);

        OneTimeline.Of(process).Advance(End);

        Assert.Equal([1, 3], process.Told);
    }

    [Fact]
    public void Timers_of_different_processes_do_not_meet()
    {
        var first = Once(0, outbox => Arm(outbox, 0, Early, 10));
        var second = Once(1, outbox =>
        {
            Arm(outbox, 0, Early, 20);
            outbox.Cancel(0);
            Arm(outbox, 1, Late, 21);
        });

        OneTimeline.Of(first, second).Advance(End);

        Assert.Equal([10], first.Told);
        Assert.Equal([21], second.Told);
    }

    private static void Arm(Outbox outbox, int timer, VirtualTime at, long note) =>
        outbox.Arm(timer, at, Phase.Timer, 0, Due, a: note);

    private static IEnumerable<long> Told(Action<Outbox> atStart)
    {
        var process = Once(0, atStart);
        OneTimeline.Of(process).Advance(End);
        return process.Told;
    }

    private static ScriptedProcess Once(int id, Action<Outbox> atStart) =>
        new(
            id,
            (message, outbox) =>
            {
                if (message.Kind == MessageKind.Start)
                {
                    atStart(outbox);
                }
            },
            timers: 3);
}
