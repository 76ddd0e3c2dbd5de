using System.Diagnostics;
using CsCheck;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class FifoProperties
{
    private enum Step
    {
        Enqueue,
        Dequeue,
        PutBack,
        Clear,
        SaveAndLoad,
    }

    [Fact]
    public void A_fifo_equals_a_linked_list() =>
        Gen.Select(Gen.Int[1, 9], Gen.OneOf<int>(0, 1_023, 1_025), Gen.Enum<Step>().Array[0, 300])
            .Sample((capacity, initial, steps) => Compare(capacity, initial, steps), iter: 2_000);

    [Fact]
    public void An_empty_fifo_gives_nothing()
    {
        Assert.Throws<UnreachableException>(() => new Fifo<int>().Dequeue());
        Assert.Throws<UnreachableException>(() => new Fifo<int>()[0]);
    }

    private static bool Compare(int capacity, int initial, Step[] steps)
    {
        var fifo = new Fifo<long>(capacity);
        var model = new LinkedList<long>();
        var next = 0L;
        for (var i = 0; i < initial; i++)
        {
            fifo.Enqueue(next);
            model.AddLast(next++);
        }

        foreach (var step in steps)
        {
            switch (step)
            {
                case Step.Enqueue:
                    fifo.Enqueue(next);
                    model.AddLast(next++);
                    break;
                case Step.PutBack:
                    fifo.PutBack(next);
                    model.AddFirst(next++);
                    break;
                case Step.Dequeue when model.First is { } first:
                    if (fifo.Dequeue() != first.Value)
                    {
                        return false;
                    }

                    model.RemoveFirst();
                    break;
                case Step.Clear when next % 7 == 0:
                    fifo.Clear();
                    model.Clear();
                    break;
                case Step.SaveAndLoad:
                    fifo = Copied(fifo);
                    break;
                default:
                    break;
            }

            if (fifo.Count != model.Count)
            {
                return false;
            }
        }

        return Enumerable.Range(0, fifo.Count).Select(i => fifo[i]).SequenceEqual(model);
    }

    private static Fifo<long> Copied(Fifo<long> fifo)
    {
        var save = StateTransfer.Save();
        fifo.Transfer(save);
        var copy = new Fifo<long>();
        copy.Transfer(StateTransfer.Load(save.ToArray()));
        return copy;
    }
}
