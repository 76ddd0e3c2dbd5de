using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// The slots of frames whose payload still lies in pages of their guests. A frame carries a reference to its slot, and
/// the reference is good until the slot is taken from it, because the payload was copied.
/// </summary>
/// <remarks>
/// A slot is free; or its frame waits, in the order of arrival, and may be copied; or is to be copied in the next
/// dealloc pass; or is mapped by the card, which must not lose the page; or is gone, and the slot is released in that
/// pass. All operations O(1).
/// </remarks>
internal sealed class PendingSlots
{
    /// <summary>The reference of a frame without slot.</summary>
    public const long NoSlot = 0;

    private const int Free = 0;
    private const int Waiting = 1;
    private const int Released = 2;
    private const int ToCopy = 3;

    private readonly int _count;
    private readonly IndexLists _lists;
    private PendingSlot[] _slots;
    private long _inUse;
    private long _waiting;

    /// <summary>All slots free.</summary>
    public PendingSlots(int count)
    {
        _count = count;
        _slots = new PendingSlot[count];
        _lists = new IndexLists(count, 4);
        for (var i = 0; i < count; i++)
        {
            _slots[i].Generation = 1;
            _lists.AddLast(Free, i);
        }
    }

    /// <summary>Slots that are not free.</summary>
    public long InUse => _inUse;

    /// <summary>Slots whose frames wait and are not to be copied yet.</summary>
    public long WaitingCount => _waiting;

    /// <summary>When the frame that waits longest began to; never if none waits.</summary>
    public VirtualTime OldestSince => _lists.First(Waiting) is var slot && slot != IndexLists.None
        ? VirtualTime.FromNanoseconds(_slots[slot].SinceNanoseconds)
        : VirtualTime.Never;

    /// <summary>Whether there is something for the dealloc pass.</summary>
    public bool AnyReleased => !_lists.IsEmpty(Released);

    /// <summary>Takes a slot for a frame that begins to wait.</summary>
    /// <returns>The reference that the frame carries.</returns>
    public long Hold(long vif, int bytes, VirtualTime now)
    {
        var slot = _lists.First(Free);
        Invariant.Holds(slot != IndexLists.None);
        Move(slot, Waiting);
        _slots[slot].Interface = vif;
        _slots[slot].Bytes = bytes;
        _slots[slot].SinceNanoseconds = now.Nanoseconds;
        _inUse++;
        return (_slots[slot].Generation * _count) + slot;
    }

    /// <summary>The next dealloc pass is to copy the frame, unless it is gone or on the card by then.</summary>
    public void MarkToCopy(long reference)
    {
        if (IsGood(reference, out var slot))
        {
            Move(slot, ToCopy);
        }
    }

    /// <summary>The card reads the frame from now on: it cannot be copied any more.</summary>
    public void MapToCard(long reference)
    {
        if (IsGood(reference, out var slot))
        {
            Move(slot, IndexLists.None);
        }
    }

    /// <summary>The frame is gone: its slot waits for the next dealloc pass.</summary>
    public void Release(long reference)
    {
        if (IsGood(reference, out var slot))
        {
            Move(slot, Released);
        }
    }

    /// <summary>Frees a slot whose frame is gone.</summary>
    /// <param name="freed">What it was.</param>
    public bool TryFreeReleased(out PendingSlot freed) => TryFree(_lists.First(Released), out freed);

    /// <summary>Frees the slot of a frame that is to be copied.</summary>
    /// <param name="freed">What it was.</param>
    public bool TryFreeToCopy(out PendingSlot freed) => TryFree(_lists.First(ToCopy), out freed);

    /// <summary>Frees the slot of the frame that waits longest, which is copied, if it waits since that long.</summary>
    /// <param name="since">The latest beginning that is long enough.</param>
    /// <param name="freed">What it was.</param>
    public bool TryFreeOldest(VirtualTime since, out PendingSlot freed) =>
        TryFree(OldestSince <= since ? _lists.First(Waiting) : IndexLists.None, out freed);

    /// <summary>Saves or loads the slots.</summary>
    public void Transfer(StateTransfer state)
    {
        _lists.Transfer(state);
        state.Array(ref _slots);
        state.Value(ref _inUse);
        state.Value(ref _waiting);
    }

    private bool TryFree(int slot, out PendingSlot freed)
    {
        freed = default;
        if (slot == IndexLists.None)
        {
            return false;
        }

        freed = _slots[slot];
        Move(slot, Free);
        _slots[slot].Generation++;
        _inUse--;
        return true;
    }

    private void Move(int slot, int list)
    {
        var from = _lists.ListOf(slot);
        if (from != IndexLists.None)
        {
            _lists.Remove(slot);
        }

        if (list != IndexLists.None)
        {
            _lists.AddLast(list, slot);
        }

        _waiting += (list == Waiting ? 1 : 0) - (from == Waiting ? 1 : 0);
    }

    private bool IsGood(long reference, out int slot)
    {
        slot = (int)(reference % _count);
        return reference != NoSlot && _slots[slot].Generation == reference / _count;
    }
}
