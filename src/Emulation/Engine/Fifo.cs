namespace Xenisol.Emulation.Engine;

/// <summary>A first-in-first-out queue of plain values in a ring; all operations O(1), growth amortised.</summary>
/// <typeparam name="T">A plain value.</typeparam>
public sealed class Fifo<T>
    where T : unmanaged
{
    private T[] _items;
    private int _head;
    private int _count;

    /// <summary>An empty queue.</summary>
    /// <param name="capacity">Room before the first growth; rounded up to a power of two.</param>
    public Fifo(int capacity = 4) => _items = new T[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];

    /// <summary>How many values are queued.</summary>
    public int Count => _count;

    /// <summary>The value at <paramref name="index"/>, counted from the head.</summary>
    public ref T this[int index]
    {
        get
        {
            Invariant.Holds(index >= 0 && index < _count);
            return ref _items[(_head + index) & (_items.Length - 1)];
        }
    }

    /// <summary>Queues a value at the tail.</summary>
    public void Enqueue(in T item)
    {
        if (_count == _items.Length)
        {
            Grow();
        }

        _items[(_head + _count) & (_items.Length - 1)] = item;
        _count++;
    }

    /// <summary>
    /// Queues a value at the tail, to be written in place; a large one that is read soon should not be copied first.
    /// </summary>
    public ref T Append()
    {
        if (_count == _items.Length)
        {
            Grow();
        }

        return ref _items[(_head + _count++) & (_items.Length - 1)];
    }

    /// <summary>Puts a value back in front of the head.</summary>
    public void PutBack(in T item)
    {
        if (_count == _items.Length)
        {
            Grow();
        }

        _head = (_head - 1) & (_items.Length - 1);
        _items[_head] = item;
        _count++;
    }

    /// <summary>Takes the value at the head; the queue must not be empty.</summary>
    public T Dequeue()
    {
        Invariant.Holds(_count > 0);
        var item = _items[_head];
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
        return item;
    }

    /// <summary>Drops the value at the head; the queue must not be empty.</summary>
    public void Drop()
    {
        Invariant.Holds(_count > 0);
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
    }

    /// <summary>Empties the queue.</summary>
    public void Clear()
    {
        _head = 0;
        _count = 0;
    }

    /// <summary>Saves or loads the queue.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _items);
        state.Value(ref _head);
        state.Value(ref _count);
    }

    private void Grow()
    {
        var items = new T[_items.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            items[i] = _items[(_head + i) & (_items.Length - 1)];
        }

        _items = items;
        _head = 0;
    }
}
