using System.Runtime.CompilerServices;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// The pending messages of a timeline: a 4-ary heap of (instant, place, slot) over a slab of payloads. Push and pop
/// O(log n). The first slots belong to timers and stay in place, so that re-arming and cancelling work inside the heap.
/// After a pop the root is left open for the handler's first push, which is the common case and saves one sift.
/// </summary>
internal sealed class EventQueue
{
    private const int Absent = -1;

    private Entry[] _heap;
    private int _count;
    private bool _rootIsOpen;
    private Message[] _messages;
    private int[] _positions;
    private int[] _free;
    private int _freeCount;

    public EventQueue(int timers)
    {
        var capacity = timers + 16;
        _heap = new Entry[capacity];
        _messages = new Message[capacity];
        _positions = new int[timers];
        _free = new int[capacity];
        System.Array.Fill(_positions, Absent);
        FreeSlots(timers, capacity);
    }

    public int Count => _rootIsOpen ? _count - 1 : _count;

    /// <summary>The instant of the earliest message, or Never.</summary>
    public VirtualTime NextAt
    {
        get
        {
            CloseRoot();
            return _count == 0 ? VirtualTime.Never : VirtualTime.FromNanoseconds(_heap[0].At);
        }
    }

    /// <summary>Takes the earliest message if it is due before <paramref name="until"/>.</summary>
    public bool TryPop(VirtualTime until, out Envelope envelope)
    {
        if (_rootIsOpen)
        {
            CloseRoot();
        }

        if (_count == 0 || _heap[0].At >= until.Nanoseconds)
        {
            envelope = default;
            return false;
        }

        Pop(out envelope);
        return true;
    }

    /// <summary>Takes the earliest message if it is an effect due at <paramref name="now"/>.</summary>
    public bool TryPopEffect(VirtualTime now, out Envelope envelope)
    {
        CloseRoot();
        if (_count > 0 && _heap[0].At == now.Nanoseconds
            && new MessageOrder(now, _heap[0].Place).Phase == Phase.Effect)
        {
            Pop(out envelope);
            return true;
        }

        envelope = default;
        return false;
    }

    public void Push(VirtualTime at, ulong place, in Message message)
    {
        if (_freeCount == 0)
        {
            Grow();
        }

        Insert(_free[--_freeCount], at, place, message);
    }

    /// <summary>Arms a timer, wherever it stood before.</summary>
    public void Arm(int timer, VirtualTime at, ulong place, in Message message)
    {
        var position = _positions[timer];
        if (position == Absent)
        {
            Insert(timer, at, place, message);
            return;
        }

        // An armed timer never stands at an open root: the root's slot was marked absent by the pop.
        _messages[timer] = message.Copy();
        var entry = new Entry(at.Nanoseconds, place, timer);
        if (_rootIsOpen)
        {
            CloseRoot();
            position = _positions[timer];
        }

        if (position > 0 && entry.IsBefore(_heap[(position - 1) >> 2]))
        {
            SiftUp(position, entry);
        }
        else
        {
            SiftDown(position, entry);
        }
    }

    public void Cancel(int timer)
    {
        if (_rootIsOpen)
        {
            CloseRoot();
        }

        var position = _positions[timer];
        if (position == Absent)
        {
            return;
        }

        _positions[timer] = Absent;
        var last = _heap[--_count];
        if (position == _count)
        {
            return;
        }

        if (position > 0 && last.IsBefore(_heap[(position - 1) >> 2]))
        {
            SiftUp(position, last);
        }
        else
        {
            SiftDown(position, last);
        }
    }

    public void Transfer(StateTransfer state)
    {
        CloseRoot();
        state.Array(ref _heap);
        state.Value(ref _count);
        state.Array(ref _messages);
        state.Array(ref _positions);
        state.Array(ref _free);
        state.Value(ref _freeCount);
    }

    private void Pop(out Envelope envelope)
    {
        ref readonly var root = ref _heap[0];
        var slot = root.Slot;
        envelope = new Envelope(
            new MessageOrder(VirtualTime.FromNanoseconds(root.At), root.Place), _messages[slot].Copy());
        if (slot < _positions.Length)
        {
            _positions[slot] = Absent;
        }
        else
        {
            _free[_freeCount++] = slot;
        }

        _rootIsOpen = true;
    }

    private void Insert(int slot, VirtualTime at, ulong place, in Message message)
    {
        _messages[slot] = message.Copy();
        var entry = new Entry(at.Nanoseconds, place, slot);
        if (_rootIsOpen)
        {
            _rootIsOpen = false;
            SiftDown(0, entry);
            return;
        }

        SiftUp(_count++, entry);
    }

    private void CloseRoot()
    {
        if (!_rootIsOpen)
        {
            return;
        }

        _rootIsOpen = false;
        var last = _heap[--_count];
        if (_count > 0)
        {
            SiftDown(0, last);
        }
    }

    private void SiftUp(int position, Entry entry)
    {
        var heap = _heap;
        var positions = _positions;
        while (position > 0)
        {
            var parent = (position - 1) >> 2;
            if (!entry.IsBefore(heap[parent]))
            {
                break;
            }

            Put(heap, positions, position, heap[parent]);
            position = parent;
        }

        Put(heap, positions, position, entry);
    }

    private void SiftDown(int position, Entry entry)
    {
        var heap = _heap;
        var positions = _positions;
        var count = _count;
        while (true)
        {
            var child = (position << 2) + 1;
            if (child >= count)
            {
                break;
            }

            var least = count - child >= 4
                ? LeastOfFour(heap.AsSpan(child, 4)) + child
                : LeastOf(heap.AsSpan(child, count - child)) + child;
            if (!heap[least].IsBefore(entry))
            {
                break;
            }

            Put(heap, positions, position, heap[least]);
            position = least;
        }

        Put(heap, positions, position, entry);
    }

    /// <summary>
    /// Which of four entries is first, by arithmetic instead of branches: which child wins cannot be predicted, and
    /// mispredicted branches were most of the cost of a pop.
    /// </summary>
    private static int LeastOfFour(ReadOnlySpan<Entry> entries)
    {
        var left = entries[1].PrecedesBy(entries[0]);
        var right = 2 + entries[3].PrecedesBy(entries[2]);
        return left + ((right - left) & -entries[right].PrecedesBy(entries[left]));
    }

    private static int LeastOf(ReadOnlySpan<Entry> entries)
    {
        var least = 0;
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i].IsBefore(entries[least]))
            {
                least = i;
            }
        }

        return least;
    }

    private static void Put(Entry[] heap, int[] positions, int position, in Entry entry)
    {
        heap[position] = entry;
        if (entry.Slot < positions.Length)
        {
            positions[entry.Slot] = position;
        }
    }

    private void Grow()
    {
        var old = _messages.Length;
        var capacity = old * 2;
        System.Array.Resize(ref _heap, capacity);
        System.Array.Resize(ref _messages, capacity);
        System.Array.Resize(ref _free, capacity);
        FreeSlots(old, capacity);
    }

    private void FreeSlots(int first, int end)
    {
        for (var slot = end - 1; slot >= first; slot--)
        {
            _free[_freeCount++] = slot;
        }
    }

    private readonly record struct Entry(long At, ulong Place, int Slot)
    {
        public bool IsBefore(in Entry other) => At < other.At || (At == other.At && Place < other.Place);

        /// <summary>1 if this entry is before the other, else 0; without a branch.</summary>
        public int PrecedesBy(in Entry other) =>
            Unsafe.BitCast<bool, byte>((At < other.At) | ((At == other.At) & (Place < other.Place)));
    }
}
