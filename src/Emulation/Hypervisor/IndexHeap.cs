using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// A queue of small whole numbers by a key of two parts; among equal keys the one added first stands first. Adding and
/// removing O(log items), none allocates, and everything is plain data.
/// </summary>
internal sealed class IndexHeap
{
    /// <summary>No element.</summary>
    public const int None = -1;

    private int[] _heap;
    private int[] _position;
    private HeapKey[] _keys;
    private int _count;
    private long _added;

    /// <summary>An empty queue of the numbers 0 to <paramref name="items"/> − 1.</summary>
    public IndexHeap(int items)
    {
        _heap = new int[items];
        _position = new int[items];
        _keys = new HeapKey[items];
        Array.Fill(_position, None);
    }

    /// <summary>The first element, or <see cref="None"/>.</summary>
    public int First => _count == 0 ? None : _heap[0];

    /// <summary>All elements, the first one first and the others in no order.</summary>
    public ReadOnlySpan<int> Items => _heap.AsSpan(0, _count);

    /// <summary>Whether a number stands in the queue.</summary>
    public bool Contains(int item) => _position[item] != None;

    /// <summary>Whether an element stands before another.</summary>
    public bool IsBefore(int item, int other) => _keys[item].IsBefore(_keys[other]);

    /// <summary>Adds a number behind all whose key is less or equal.</summary>
    public void Add(int item, long major, long minor)
    {
        Invariant.Holds(_position[item] == None);
        _keys[item] = new HeapKey { Major = major, Minor = minor, Sequence = _added++ };
        Rise(_count++, item);
    }

    /// <summary>Takes a number out.</summary>
    public void Remove(int item)
    {
        var position = _position[item];
        Invariant.Holds(position != None);
        _position[item] = None;
        var last = _heap[--_count];
        if (last == item)
        {
            return;
        }

        if (position > 0 && IsBefore(last, _heap[(position - 1) / 2]))
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
        state.Array(ref _keys);
        state.Value(ref _count);
        state.Value(ref _added);
    }

    private void Rise(int position, int item)
    {
        while (position > 0)
        {
            var parent = (position - 1) / 2;
            if (!IsBefore(item, _heap[parent]))
            {
                break;
            }

            Place(position, _heap[parent]);
            position = parent;
        }

        Place(position, item);
    }

    private void Sink(int position, int item)
    {
        while (true)
        {
            var child = (2 * position) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsBefore(_heap[child], item))
            {
                break;
            }

            Place(position, _heap[child]);
            position = child;
        }

        Place(position, item);
    }

    private void Place(int position, int item)
    {
        _heap[position] = item;
        _position[item] = position;
    }

    private struct HeapKey
    {
        public long Major;
        public long Minor;
        public long Sequence;

        public readonly bool IsBefore(in HeapKey other) =>
            Major != other.Major ? Major < other.Major
            : Minor != other.Minor ? Minor < other.Minor
            : Sequence < other.Sequence;
    }
}
