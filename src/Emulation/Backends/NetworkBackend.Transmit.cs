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
        if (state.InTurn == 0 && _transmitRings[vif].Count > 0)
        {
            state.InTurn = 1;
            _turns.Enqueue(vif);
        }
    }

    /// <summary>
    /// Runs the transmit action: answers frames that are gone or have waited too long, then makes the next batch, one
    /// frame per interface and turn, until a limit is reached.
    /// </summary>
    private void StartTransmit(Outbox outbox)
    {
        if (_state.Transmitting == 1)
        {
            return;
        }

        var cost = Dealloc(outbox.Now);
        while (_turns.Count > 0 && _transmitBatch.Count < BatchPackets
            && _state.Pending + MaxFragments < PendingSlotCount)
        {
            var vif = _turns.Dequeue();
            cost += TakeOne((int)vif, outbox);
        }

        if (_transmitBatch.Count + _answers.Count > 0)
        {
            _state.Transmitting = 1;
            Post(outbox, _state.TransmitVcpu, cost, TransmitTag);
        }
    }

    private long TakeOne(int vif, Outbox outbox)
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
        _transmitBatch.Enqueue(new BatchedPacket(vif, stays ? 1 : 0, words));
        _state.Pending++;
        state.Consumed++;
        state.Counts.SentPackets++;
        state.Counts.SentBytes += packet.Bytes;
        state.Counts.EarlyCopies += stays ? 0 : 1;
        outbox.ObserveHop(MessageKind.HopBackendTransmit, packet);
        if (_transmitRings[vif].Count > 0)
        {
            _turns.Enqueue(vif);
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

        state.Counts.DriverNanoseconds += cost;
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
        if (_state.Pending < PendingSlotCount / 2)
        {
            StartTransmit(outbox);
        }
    }

    private void FinishTransmit(Outbox outbox)
    {
        _state.Transmitting = 0;
        for (var i = 0; i < _answers.Count; i++)
        {
            _interfaces[_answers[i]].InBatch++;
        }

        for (var i = 0; i < _transmitBatch.Count; i++)
        {
            _interfaces[_transmitBatch[i].Interface].InBatch += 1 - _transmitBatch[i].Slot;
        }

        while (_answers.Count > 0)
        {
            Respond(_answers.Dequeue(), outbox);
        }

        while (_transmitBatch.Count > 0)
        {
            var (vif, stays, words) = _transmitBatch.Dequeue();
            _state.Pending -= 1 - stays;
            Respond(vif, outbox);
            var slot = stays == 1 ? Hold(vif, words.Unpack(), outbox.Now) : PendingSlots.NoSlot;
            Forward(new BatchedPacket(vif, slot, words), outbox);
        }

        Shape(outbox);
        StartReceive(outbox);
        StartTransmit(outbox);
        AwaitPass(outbox);
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
