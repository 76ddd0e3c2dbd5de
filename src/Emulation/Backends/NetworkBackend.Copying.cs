using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <content>When frames are copied, and when their slots are answered.</content>
internal sealed partial class NetworkBackend
{
    /// <summary>Guests of Hyper-V copy what they send themselves.</summary>
    private bool CopiesFromGuests => _machine.Monitor != MonitorKind.HypervVmbus;

    private long UnmapCost => _machine.GrantMapUnmap.Nanoseconds / 2;

    /// <summary>Whether the payload of a frame that is taken now stays in the guest's pages.</summary>
    private bool StaysWithGuest(in Packet packet) =>
        packet.Bytes > CopyRule.HeaderBytes && _copying.Mode != CopyMode.Always;

    /// <summary>
    /// A frame that is copied is mapped and unmapped at once; else only its header is copied and it is unmapped later.
    /// </summary>
    private long TakingCost(int bytes, bool stays) => stays
        ? _machine.GrantMapUnmap.Nanoseconds - UnmapCost + CopyCost(CopyRule.HeaderBytes)
        : _machine.GrantMapUnmap.Nanoseconds + (CopiesFromGuests ? CopyCost(bytes) : 0);

    /// <summary>Copying costs in proportion to the size; rounded up.</summary>
    private long CopyCost(long bytes) => ((_machine.GrantCopy.Nanoseconds * bytes) + 1_499) / 1_500;

    /// <summary>A frame whose payload stays with its guest enters the bridge.</summary>
    private long Hold(long vif, in Packet packet, VirtualTime now)
    {
        var slots = WorkerOf((int)vif).Slots;
        var slot = slots.Hold(vif, packet.Bytes, now);
        if (_copying.Mode == CopyMode.Adaptive
            && (slots.WaitingCount > CopyRule.HalfOfSlots || WillBeHeld(vif, packet, now)))
        {
            slots.MarkToCopy(slot);
        }

        return slot;
    }

    /// <summary>
    /// Whether the token buckets are certain to hold a frame too long: even at their ceilings, what is queued ahead of
    /// it takes longer. What waits for the card only is not held.
    /// </summary>
    private bool WillBeHeld(long vif, in Packet packet, VirtualTime now) =>
        InterfaceOf(packet.Destination) < 0 && _shaper.LeastWait(_classes[(int)vif], now) > _copying.CopyAfter;

    /// <summary>
    /// Unmaps the pages of frames that are gone, and copies what will be held or has waited too long; their slots are
    /// free for the batch that is made now, and are answered at its end.
    /// </summary>
    private long Dealloc(BackendWorker worker, VirtualTime now)
    {
        var cost = 0L;
        while (worker.Slots.TryFreeReleased(out var gone))
        {
            cost += Answer(worker, gone.Interface, 0);
        }

        while (worker.Slots.TryFreeToCopy(out var held))
        {
            _interfaces[held.Interface].Counts.EarlyCopies++;
            cost += Answer(worker, held.Interface, CopyCost(held.Bytes - CopyRule.HeaderBytes));
        }

        var since = now - _copying.CopyAfter;
        while (worker.Slots.TryFreeOldest(since, out var old))
        {
            _interfaces[old.Interface].Counts.LateCopies++;
            cost += Answer(worker, old.Interface, CopyCost(CopyRule.PageBytes));
        }

        return cost;
    }

    private long Answer(BackendWorker worker, long vif, long copying)
    {
        var cost = UnmapCost + copying;
        worker.State.Pending--;
        _bills.Add(BillOf(TransmitTag, worker), vif, cost);
        worker.Answers.Enqueue(vif);
        return cost;
    }

    /// <summary>A frame is gone: the slot that it may have had is answered in the next dealloc pass.</summary>
    private void Release(long slot, in Packet packet)
    {
        if (slot != PendingSlots.NoSlot)
        {
            WorkerOf(InterfaceOf(packet.Source)).Slots.Release(slot);
        }
    }

    /// <summary>Frames may be gone: the transmit action runs if there are slots to answer.</summary>
    private void StartDealloc(BackendWorker worker, Outbox outbox)
    {
        if (worker.Slots.AnyReleased)
        {
            StartTransmit(worker, outbox);
        }
    }

    private void RunPass(BackendWorker worker, Outbox outbox)
    {
        worker.State.PassArmed = 0;
        if (worker.Slots.OldestSince <= outbox.Now - _copying.PassAfter)
        {
            StartTransmit(worker, outbox);
        }

        AwaitPass(worker, outbox);
    }

    /// <summary>One timer a worker, for the frame that waits longest; it looks again when it fires.</summary>
    private void AwaitPass(BackendWorker worker, Outbox outbox)
    {
        // A batch under way looks when it is finished.
        ref var state = ref worker.State;
        var oldest = worker.Slots.OldestSince;
        if (state.PassArmed == 0 && state.Transmitting == 0 && oldest < VirtualTime.Never)
        {
            state.PassArmed = 1;
            outbox.Arm(
                PassTimer + worker.Index,
                oldest + _copying.PassAfter,
                Phase.Timer,
                0,
                MessageKind.CopyTimer,
                worker.Index);
        }
    }
}
