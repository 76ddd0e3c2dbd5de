using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// One queue a level of the classes that wait for their mode to change, ordered by instant, then by insertion: heaps of
/// four children a node, side by side in one array, with each class's position. Adding and removing are O(log classes).
/// </summary>
internal sealed class WaitQueues
{
    // Half as deep as two children; four entries lie in two cache lines.
    private const int Arity = 4;

    private readonly int[] _first;
    private readonly int[] _levels;
    private int[] _counts;
    private int[] _positions;
    private WaitEntry[] _entries;
    private long _sequence;

    /// <summary>Empty queues.</summary>
    /// <param name="levels">The level of each class.</param>
    /// <param name="levelCount">How many levels there are.</param>
    public WaitQueues(int[] levels, int levelCount)
    {
        _levels = levels;
        _first = new int[levelCount + 1];
        foreach (var level in levels)
        {
            _first[level + 1]++;
        }

        for (var level = 0; level < levelCount; level++)
        {
            _first[level + 1] += _first[level];
        }

        _counts = new int[levelCount];
        _entries = new WaitEntry[levels.Length];
        _positions = new int[levels.Length];
        Array.Fill(_positions, -1);
    }

    /// <summary>The class of a level that is due first, if one waits.</summary>
    public bool TryPeek(int level, out WaitEntry first)
    {
        first = _counts[level] > 0 ? _entries[_first[level]] : default;
        return _counts[level] > 0;
    }

    /// <summary>Queues a class that does not wait yet.</summary>
    public void Add(int index, long at)
    {
        Invariant.Holds(_positions[index] < 0);
        var level = _levels[index];
        Rise(_first[level], _counts[level]++, new WaitEntry(at, _sequence++, index));
    }

    /// <summary>Gives a class that waits another instant, as if it were taken out and queued again.</summary>
    public void Move(int index, long at)
    {
        var position = _positions[index];
        Invariant.Holds(position >= 0);
        var level = _levels[index];
        Settle(_first[level], _counts[level], position, new WaitEntry(at, _sequence++, index));
    }

    /// <summary>Takes out a class that waits.</summary>
    public void Remove(int index)
    {
        var position = _positions[index];
        Invariant.Holds(position >= 0);
        _positions[index] = -1;
        var level = _levels[index];
        var first = _first[level];
        var last = --_counts[level];
        if (position < last)
        {
            Settle(first, last, position, _entries[first + last]);
        }
    }

    /// <summary>Saves or loads all queues.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _counts);
        state.Array(ref _positions);
        state.Array(ref _entries);
        state.Value(ref _sequence);
    }

    private void Settle(int first, int count, int position, in WaitEntry entry)
    {
        if (position > 0 && entry.Precedes(_entries[first + ((position - 1) / Arity)]))
        {
            Rise(first, position, entry);
        }
        else
        {
            Sink(first, count, position, entry);
        }
    }

    private void Rise(int first, int position, in WaitEntry entry)
    {
        while (position > 0)
        {
            var parent = (position - 1) / Arity;
            ref readonly var above = ref _entries[first + parent];
            if (!entry.Precedes(above))
            {
                break;
            }

            Place(first, position, above);
            position = parent;
        }

        Place(first, position, entry);
    }

    private void Sink(int first, int count, int position, in WaitEntry entry)
    {
        while (true)
        {
            var child = (Arity * position) + 1;
            if (child >= count)
            {
                break;
            }

            var children = _entries.AsSpan(first + child, Math.Min(Arity, count - child));
            var least = 0;
            for (var i = 1; i < children.Length; i++)
            {
                least = children[i].Precedes(children[least]) ? i : least;
            }

            if (!children[least].Precedes(entry))
            {
                break;
            }

            Place(first, position, children[least]);
            position = child + least;
        }

        Place(first, position, entry);
    }

    private void Place(int first, int position, in WaitEntry entry)
    {
        _entries[first + position] = entry;
        _positions[entry.Class] = position;
    }
}
