using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// A queue of small whole numbers by a key of two parts; among equal keys the one added first stands first. A heap of
/// four children a node with the keys in it: adding and removing O(log items), none allocates, and everything is plain
/// data.
/// </summary>
internal sealed class IndexHeap
{
    /// <summary>No element.</summary>
    public const int None = -1;

    // Half as deep as two children; four entries lie in two cache lines.
    private const int Arity = 4;

    private Entry[] _heap;
    private int[] _position;
    private int _count;
    private long _added;

    /// <summary>An empty queue of the numbers 0 to <paramref name="items"/> − 1.</summary>
    public IndexHeap(int items)
    {
        _heap = new Entry[items];
        _position = new int[items];
        Array.Fill(_position, None);
    }

    /// <summary>How many elements there are.</summary>
    public int Count => _count;

    /// <summary>The first element, or <see cref="None"/>.</summary>
    public int First => _count == 0 ? None : ItemAt(0);

    /// <summary>The element at a position of the heap: the first one at 0, the others in no order.</summary>
    public int ItemAt(int position) => (int)_heap[position].Item;

    /// <summary>Whether a number stands in the queue.</summary>
    public bool Contains(int item) => _position[item] != None;

    /// <summary>Whether an element stands before another.</summary>
    public bool IsBefore(int item, int other) => _heap[_position[item]].IsBefore(_heap[_position[other]]);

    /// <summary>Adds a number behind all whose key is less or equal.</summary>
    public void Add(int item, long major, long minor)
    {
        Invariant.Holds(_position[item] == None);
        Rise(_count++, new Entry { Major = major, Minor = minor, Sequence = _added++, Item = item });
    }

    /// <summary>Takes a number out.</summary>
    public void Remove(int item)
    {
        var position = _position[item];
        Invariant.Holds(position != None);
        _position[item] = None;
        var last = _heap[--_count];
        if (last.Item == item)
        {
            return;
        }

        if (position > 0 && last.IsBefore(_heap[(position - 1) / Arity]))
        {
            Rise(position, last);
        }
        else
        {
            Sink(position, last);
        }
    }

    public void Transfer(StateTransfer state)
    {
        state.Array(ref _heap);
        state.Array(ref _position);
        state.Value(ref _count);
        state.Value(ref _added);
    }

    private void Rise(int position, in Entry entry)
    {
        while (position > 0)
        {
            var parent = (position - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }

            Place(position, _heap[parent]);
            position = parent;
        }

        Place(position, entry);
    }

    private void Sink(int position, in Entry entry)
    {
        while (true)
        {
            var least = LeastChild(position);
            if (least == None || !_heap[least].IsBefore(entry))
            {
                break;
            }

            Place(position, _heap[least]);
            position = least;
        }

        Place(position, entry);
    }

    private int LeastChild(int position)
    {
        var least = (Arity * position) + 1;
        if (least >= _count)
        {
            return None;
        }

        var end = Math.Min(least + Arity, _count);
        for (var child = least + 1; child < end; child++)
        {
            if (_heap[child].IsBefore(_heap[least]))
            {
                least = child;
            }
        }

        return least;
    }

    private void Place(int position, in Entry entry)
    {
        _heap[position] = entry;
        _position[entry.Item] = position;
    }

    /// <summary>An element with its key; without padding.</summary>
    private struct Entry
    {
        public long Major;
        public long Minor;
        public long Sequence;
        public long Item;

        public readonly bool IsBefore(in Entry other) =>
            Major != other.Major ? Major < other.Major
            : Minor != other.Minor ? Minor < other.Minor
            : Sequence < other.Sequence;
    }
}
