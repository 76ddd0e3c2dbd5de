using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Backends;

/// <content>From the guests: rings, turns, batches, answers.</content>
internal sealed partial class NetworkBackend
{
    private void TakeFromFrontend(in Message message)
    {
        var ring = _transmitRings[message.Port];
        Invariant.Holds(ring.Count < RingSlots);
        ring.Enqueue(new PacketWords(message.A, message.B));
    }

    private void TakeTurn(int vif)
    {
        ref var state = ref _interfaces[vif];
        if (state.InTurn == 0 && state.Stopped == 0 && _transmitRings[vif].Count > 0)
        {
            state.InTurn = 1;
            WorkerOf(vif).Turns.Enqueue(vif);
        }
    }

    /// <summary>
    /// Runs the transmit action: answers frames that are gone or have waited too long, then makes the next batch, one
    /// frame per interface and turn, until a limit is reached.
    /// </summary>
    private void StartTransmit(BackendWorker worker, Outbox outbox)
    {
        if (worker.State.Transmitting == 1)
        {
            return;
        }

        var cost = Dealloc(worker, outbox.Now);
        while (worker.Turns.Count > 0 && worker.TransmitBatch.Count < BatchPackets
            && worker.State.Pending + MaxFragments < PendingSlotCount)
        {
            var vif = worker.Turns.Dequeue();
            if (_interfaces[vif].Stopped == 1)
            {
                _interfaces[vif].InTurn = 0;
                continue;
            }

            cost += TakeOne(worker, (int)vif, outbox);
        }

        if (worker.TransmitBatch.Count + worker.Answers.Count > 0)
        {
            worker.State.Transmitting = 1;
            Post(outbox, worker.State.TransmitVcpu, cost + PayOwed(TransmitTag, worker), TransmitTag);
        }
    }

    private long TakeOne(BackendWorker worker, int vif, Outbox outbox)
    {
        ref var state = ref _interfaces[vif];
        var packet = _transmitRings[vif][0].Unpack();
        if (!Spend(vif, packet.Bytes, outbox))
        {
            state.InTurn = 0;
            return 0;
        }

        var words = _transmitRings[vif].Dequeue();
        var stays = StaysWithGuest(packet);
        worker.TransmitBatch.Enqueue(new BatchedPacket(vif, stays ? 1 : 0, words));
        worker.State.Pending++;
        state.Consumed++;
        state.Counts.SentPackets++;
        state.Counts.SentBytes += packet.Bytes;
        state.Counts.EarlyCopies += stays || !CopiesFromGuests ? 0 : 1;
        outbox.ObserveHop(MessageKind.HopBackendTransmit, packet);
        if (_transmitRings[vif].Count > 0)
        {
            worker.Turns.Enqueue(vif);
        }
        else
        {
            // Final check: the next frame is to be notified.
            state.InTurn = 0;
            outbox.Send(_wiring.Guests[vif], MessageKind.RingTransmitIdle, vif, state.Consumed);
        }

        var cost = _machine.BackendTransmitPacket.Nanoseconds + TakingCost(packet.Bytes, stays);
        if (InterfaceOf(packet.Destination) < 0)
        {
            cost += _machine.NicTransmitPacket.Nanoseconds;
        }

        _bills.Add(BillOf(TransmitTag, worker), vif, cost);
        return cost;
    }

    /// <summary>Spends of the interface's rate; an interface that may not send leaves the turns until its window ends.
    /// </summary>
    private bool Spend(int vif, int bytes, Outbox outbox)
    {
        ref var allowance = ref _allowances[vif];
        var waited = allowance.Waits;
        if (allowance.TrySpend(bytes, outbox.Now))
        {
            return true;
        }

        if (!waited)
        {
            _interfaces[vif].Counts.RateWaits++;
            outbox.Arm(FirstRateTimer + vif, allowance.Due, Phase.Timer, 0, MessageKind.RateTimer, vif);
        }

        return false;
    }

    /// <summary>The window of an interface that waits is over.</summary>
    private void BeginWindow(int vif, Outbox outbox)
    {
        _allowances[vif].BeginWindow(_transmitRings[vif][0].Unpack().Bytes);
        TakeTurn(vif);
        var worker = WorkerOf(vif);
        if (worker.State.Pending < PendingSlotCount / 2)
        {
            StartTransmit(worker, outbox);
        }
    }

    private void FinishTransmit(BackendWorker worker, Outbox outbox)
    {
        worker.State.Transmitting = 0;
        for (var i = 0; i < worker.Answers.Count; i++)
        {
            _interfaces[worker.Answers[i]].InBatch++;
        }

        for (var i = 0; i < worker.TransmitBatch.Count; i++)
        {
            _interfaces[worker.TransmitBatch[i].Interface].InBatch += 1 - worker.TransmitBatch[i].Slot;
        }

        while (worker.Answers.Count > 0)
        {
            Respond(worker.Answers.Dequeue(), outbox);
        }

        while (worker.TransmitBatch.Count > 0)
        {
            var (vif, stays, words) = worker.TransmitBatch.Dequeue();
            worker.State.Pending -= 1 - stays;
            Respond(vif, outbox);
            var slot = stays == 1 ? Hold(vif, words.Unpack(), outbox.Now) : PendingSlots.NoSlot;
            Forward(new BatchedPacket(vif, slot, words), outbox);
        }

        Shape(outbox);
        StartReceive(worker, outbox);
        StartTransmit(worker, outbox);
        AwaitPass(worker, outbox);
        RouseOthers(worker, worker.State.TransmitVcpu, outbox);
    }

    /// <summary>
    /// Gives slots back, one message per interface; notifies once half of what was outstanding is answered.
    /// </summary>
    private void Respond(long vif, Outbox outbox)
    {
        ref var state = ref _interfaces[vif];
        if (state.InBatch == 0)
        {
            return;
        }

        var old = state.Responded;
        state.Responded += state.InBatch;
        outbox.Send(_wiring.Guests[(int)vif], MessageKind.RingTransmitted, (int)vif, state.InBatch);
        state.InBatch = 0;
        if (state.ResponseEvent > old && state.ResponseEvent <= state.Responded)
        {
            var outstanding = state.Consumed + _transmitRings[vif].Count - state.Responded;
            state.ResponseEvent = state.Responded + (outstanding >> 1) + 1;
            Notify(outbox, vif);
        }
    }
}
