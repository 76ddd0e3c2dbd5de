namespace Xenisol.Benchmarks;

/// <summary>
/// The least that an event loop can be: a 4-ary heap of (instant, sequence, target) in one array, no components, no
/// digest, no save and load. What PHOLD through the engine is compared with. Enqueue and dequeue O(log n).
/// </summary>
internal sealed class BareHeap
{
    private Entry[] _entries = new Entry[16];

    public int Count { get; private set; }

    public void Enqueue(in Entry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        var entries = _entries;
        var position = Count++;
        while (position > 0)
        {
            var parent = (position - 1) >> 2;
            if (!entry.IsBefore(entries[parent]))
            {
                break;
            }

            entries[position] = entries[parent];
            position = parent;
        }

        entries[position] = entry;
    }

    public Entry Dequeue()
    {
        var first = _entries[0];
        var last = _entries[--Count];
        if (Count > 0)
        {
            PlaceFromRoot(last);
        }

        return first;
    }

    /// <summary>The earliest entry, which stays until <see cref="ReplaceFirst"/>.</summary>
    public ref readonly Entry First => ref _entries[0];

    /// <summary>Dequeue and enqueue in one: a single sift.</summary>
    public void ReplaceFirst(in Entry entry) => PlaceFromRoot(entry);

    private void PlaceFromRoot(Entry entry)
    {
        var entries = _entries;
        var count = Count;
        var position = 0;
        while (true)
        {
            var child = (position << 2) + 1;
            if (child >= count)
            {
                break;
            }

            var end = Math.Min(child + 4, count);
            var least = child;
            for (var i = child + 1; i < end; i++)
            {
                if (entries[i].IsBefore(entries[least]))
                {
                    least = i;
                }
            }

            if (!entries[least].IsBefore(entry))
            {
                break;
            }

            entries[position] = entries[least];
            position = least;
        }

        entries[position] = entry;
    }

    internal readonly record struct Entry(long At, long Sequence, int Target)
    {
        public bool IsBefore(in Entry other) => At < other.At || (At == other.At && Sequence < other.Sequence);
    }
}
