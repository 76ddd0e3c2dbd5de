using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Backends;

/// <content>To the guests: polling the card, copies, rings.</content>
internal sealed partial class NetworkBackend
{
    private void EndPoll(long received, long sent, Outbox outbox)
    {
        Invariant.Holds(received == _pollBatch.Count);
        if (received == 0 && sent == 0)
        {
            return;
        }

        var cost = 0L;
        for (var i = 0; i < _pollBatch.Count; i++)
        {
            var packet = _pollBatch[i].Unpack();
            var vif = InterfaceOf(packet.Destination);
            cost += _machine.NicReceivePacket.Nanoseconds;
            _bills.Add(PollBill, vif, _machine.NicReceivePacket.Nanoseconds);
            outbox.ObserveHop(MessageKind.HopDriverQueued, packet);
        }

        for (var i = 0; i < sent; i++)
        {
            cost += _machine.NicTransmitCompletion.Nanoseconds;
            _bills.Add(PollBill, _onCard[i].Interface, _machine.NicTransmitCompletion.Nanoseconds);
        }

        _state.Reclaiming = sent;
        Post(outbox, _state.PollVcpu, cost, PollTag);
    }

    private void FinishPoll(Outbox outbox)
    {
        _state.CardSlots += _state.Reclaiming;
        for (; _state.Reclaiming > 0; _state.Reclaiming--)
        {
            var sent = _onCard.Dequeue();
            WorkerOf((int)sent.Interface).Slots.Release(sent.Slot);
        }

        while (_pollBatch.Count > 0)
        {
            var words = _pollBatch.Dequeue();
            var packet = words.Unpack();
            outbox.ObserveHop(MessageKind.HopDriverDone, packet);
            var vif = InterfaceOf(packet.Destination);
            if (vif < 0)
            {
                _state.Stray++;
                continue;
            }

            Deliver(vif, new BatchedPacket(vif, PendingSlots.NoSlot, words), packet, outbox);
        }

        Shape(outbox);
        var worker = WorkerOn(_state.PollVcpu);
        StartReceive(worker, outbox);
        StartDealloc(worker, outbox);
        RouseOthers(worker, _state.PollVcpu, outbox);

        // Poll until nothing is found: the card then turns its interrupts on again.
        outbox.Send(_wiring.Card, MessageKind.CardPoll, 0, BatchPackets);
    }

    private void StartReceive(BackendWorker worker, Outbox outbox)
    {
        if (worker.State.Receiving == 1 || worker.ReceiveQueue.Count == 0)
        {
            return;
        }

        var cost = PayOwed(ReceiveTag, worker);
        while (worker.ReceiveQueue.Count > 0 && worker.ReceiveBatch.Count < BatchPackets)
        {
            var batched = worker.ReceiveQueue.Dequeue();
            var packet = batched.Words.Unpack();
            worker.ReceiveBatch.Enqueue(batched);
            outbox.ObserveHop(MessageKind.HopBackendReceive, packet);
            var own = _machine.BackendReceivePacket.Nanoseconds + CopyCost(packet.Bytes)
                + _footprint.Use(batched.Interface, packet.Bytes);
            _bills.Add(BillOf(ReceiveTag, worker), batched.Interface, own);
            cost += own;
        }

        worker.State.Receiving = 1;
        Post(outbox, worker.State.ReceiveVcpu, cost, ReceiveTag);
    }

    private void FinishReceive(BackendWorker worker, Outbox outbox)
    {
        worker.State.Receiving = 0;
        for (var i = 0; i < worker.ReceiveBatch.Count; i++)
        {
            var batched = worker.ReceiveBatch[i];
            var packet = batched.Words.Unpack();
            ref var state = ref _interfaces[batched.Interface];
            state.Counts.ReceivedPackets++;
            state.Counts.ReceivedBytes += packet.Bytes;
            outbox.ObserveHop(MessageKind.HopBackendReceived, packet);
            outbox.Send(
                _wiring.Guests[(int)batched.Interface],
                MessageKind.RingReceive,
                (int)batched.Interface,
                batched.Words.First,
                batched.Words.Second);
        }

        // Notified after all frames are in the rings, at most once per batch, by one hypercall after the other: a guest
        // that one wakes may preempt the driver domain before the next.
        while (worker.ReceiveBatch.Count > 0)
        {
            var (vif, slot, words) = worker.ReceiveBatch.Dequeue();
            Release(slot, words.Unpack());
            ref var state = ref _interfaces[vif];
            if (state.FrontendIdle == 1)
            {
                state.FrontendIdle = 0;
                Post(outbox, worker.State.ReceiveVcpu, _machine.Hypercall.Nanoseconds, FirstNotifyTag + vif);
            }
        }

        StartReceive(worker, outbox);
        StartDealloc(worker, outbox);
        RouseOthers(worker, worker.State.ReceiveVcpu, outbox);
    }

    /// <summary>The frontend gave slots back, and may have gone idle.</summary>
    private void RefillReceive(in Message message, Outbox outbox)
    {
        var vif = message.Port;
        ref var state = ref _interfaces[vif];
        var worker = WorkerOf(vif);
        state.FreeSlots += message.A;
        while (state.FreeSlots > 0 && _waiting[vif].Count > 0)
        {
            state.FreeSlots--;
            worker.ReceiveQueue.Enqueue(_waiting[vif].Dequeue());
        }

        Invariant.Holds(state.FreeSlots <= RingSlots);
        state.FrontendIdle = message.B >= 0 ? 1 : 0;
        if (state.FrontendIdle == 1 && state.Counts.ReceivedPackets > message.B)
        {
            // Frames came between its last look at the ring and this message.
            state.FrontendIdle = 0;
            Notify(outbox, vif);
        }

        StartReceive(worker, outbox);
    }
}
