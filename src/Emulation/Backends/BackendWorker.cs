using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// One pair of netback's tasklets, with the interfaces that it serves: it takes frames from their guests, one per
/// interface and turn, and hands frames to them. Each has at most one batch under way.
/// </summary>
internal sealed class BackendWorker
{
    private WorkerState _state;

    /// <summary>A pair that has nothing to do.</summary>
    /// <param name="index">Its number; where there are several, the driver domain's vCPU that it runs on.</param>
    public BackendWorker(int index)
    {
        Index = index;
        _state.TransmitVcpu = index;
        _state.ReceiveVcpu = index;
    }

    /// <summary>Its number.</summary>
    public int Index { get; }

    /// <summary>What it knows beyond its queues.</summary>
    public ref WorkerState State => ref _state;

    /// <summary>Interfaces whose guests have frames to send.</summary>
    public Fifo<long> Turns { get; } = new();

    /// <summary>Frames for guests that have a slot in their rings.</summary>
    public Fifo<BatchedPacket> ReceiveQueue { get; } = new();

    /// <summary>Frames from guests that are worked on.</summary>
    public Fifo<BatchedPacket> TransmitBatch { get; } = new(NetworkBackend.BatchPackets);

    /// <summary>Frames to guests that are worked on.</summary>
    public Fifo<BatchedPacket> ReceiveBatch { get; } = new(NetworkBackend.BatchPackets);

    /// <summary>Slots of frames whose payload is still their guests'.</summary>
    public PendingSlots Slots { get; } = new(NetworkBackend.PendingSlotCount);

    /// <summary>Interfaces whose slots the run of the transmit action under way answers.</summary>
    public Fifo<long> Answers { get; } = new(NetworkBackend.PendingSlotCount);

    /// <summary>
    /// Whether it has something to start that it will not find by itself: at the end of a batch it looks for frames to
    /// guests and for slots to answer, and at the end of one from guests for more from them.
    /// </summary>
    public bool WaitsForStart => _state.Transmitting == 0
        && ((Turns.Count > 0 && _state.Pending + NetworkBackend.MaxFragments < NetworkBackend.PendingSlotCount)
            || (_state.Receiving == 0 && (ReceiveQueue.Count > 0 || Slots.AnyReleased)));

    /// <summary>What interrupts from other vCPUs cost; the batch that is made now pays it.</summary>
    public long PayOwed()
    {
        var owed = _state.OwedNanoseconds;
        _state.OwedNanoseconds = 0;
        return owed;
    }

    /// <summary>Saves or loads queues and state.</summary>
    public void Transfer(StateTransfer state)
    {
        Turns.Transfer(state);
        ReceiveQueue.Transfer(state);
        TransmitBatch.Transfer(state);
        ReceiveBatch.Transfer(state);
        Slots.Transfer(state);
        Answers.Transfer(state);
        state.Value(ref _state);
    }
}
