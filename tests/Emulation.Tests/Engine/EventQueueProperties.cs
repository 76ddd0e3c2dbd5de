using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// Aim: the heap, with its open root, timers that move inside it, growth and saving, is a sorted list. Method: the same
/// random operations on both, few distinct instants, starting sizes across 1 024.
/// </summary>
public sealed class EventQueueProperties
{
    private const int Timers = 5;

    private enum Step
    {
        Push,
        Arm,
        Cancel,
        Pop,
        PopThenPush,
        SaveAndLoad,
    }

    [Fact]
    public void The_heap_equals_a_sorted_list() =>
        Gen.Select(
            Gen.OneOf<int>(0, 1, 16, 1_023, 1_024, 1_025),
            Gen.Select(Gen.Enum<Step>(), Gen.Int[0, Timers - 1], Gen.Int[0, 20]).Array[0, 200])
        .Sample((initial, steps) => Compare(initial, steps), iter: 2_000);

    private static bool Compare(int initial, (Step Step, int Timer, int At)[] steps)
    {
        var queue = new EventQueue(Timers);
        var model = new SortedList<(long At, ulong Place), (Message Message, int Timer)>();
        var place = 0UL;
        for (var i = 0; i < initial; i++)
        {
            Push((i * 7_919) % 20);
        }

        foreach (var (step, timer, at) in steps)
        {
            switch (step)
            {
                case Step.Push:
                    Push(at);
                    break;
                case Step.Arm:
                    Forget(timer);
                    queue.Arm(timer, VirtualTime.FromNanoseconds(at), place, Numbered(place));
                    model.Add((at, place), (Numbered(place), timer));
                    place++;
                    break;
                case Step.Cancel:
                    Forget(timer);
                    queue.Cancel(timer);
                    break;
                case Step.SaveAndLoad:
                    queue = Copied(queue);
                    break;
                default:
                    if (!PopsTheSame(at))
                    {
                        return false;
                    }

                    if (step == Step.PopThenPush)
                    {
                        Push(at);
                    }

                    break;
            }

            if (queue.Count != model.Count)
            {
                return false;
            }
        }

        while (model.Count > 0)
        {
            if (!PopsTheSame(int.MaxValue))
            {
                return false;
            }
        }

        return !queue.TryPop(VirtualTime.Never, out _);

        void Push(long at)
        {
            queue.Push(VirtualTime.FromNanoseconds(at), place, Numbered(place));
            model.Add((at, place), (Numbered(place), -1));
            place++;
        }

        void Forget(int timer)
        {
            for (var i = 0; i < model.Count; i++)
            {
                if (model.Values[i].Timer == timer)
                {
                    model.RemoveAt(i);
                    return;
                }
            }
        }

        bool PopsTheSame(long until)
        {
            var popped = queue.TryPop(VirtualTime.FromNanoseconds(until), out var envelope);
            if (model.Count == 0 || model.Keys[0].At >= until)
            {
                return !popped;
            }

            var (key, value) = (model.Keys[0], model.Values[0]);
            model.RemoveAt(0);
            return popped
                && (envelope.Order.At.Nanoseconds, envelope.Order.Place) == key
                && envelope.Message == value.Message;
        }
    }

    private static Message Numbered(ulong place) =>
        new((int)place, MessageKind.Release, (ushort)place, (long)place, ~(long)place);

    private static EventQueue Copied(EventQueue queue)
    {
        var save = StateTransfer.Save();
        queue.Transfer(save);
        var load = StateTransfer.Load(save.ToArray());
        var copy = new EventQueue(Timers);
        copy.Transfer(load);
        load.Finish();
        return copy;
    }
}
