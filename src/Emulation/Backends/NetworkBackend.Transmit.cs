using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Backends;

/// <content>From the guests: rings, turns, copies, token buckets.</content>
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

    /// <summary>Makes the next batch: one frame per interface and turn, until a limit is reached.</summary>
    private void StartTransmit(Outbox outbox)
    {
        if (_state.Transmitting == 1)
        {
            return;
        }

        var cost = 0L;
        while (_turns.Count > 0 && _transmitBatch.Count < BatchPackets && _state.Pending + MaxFragments < PendingSlots)
        {
            var vif = _turns.Dequeue();
            cost += TakeOne((int)vif, outbox);
        }

        if (_transmitBatch.Count > 0)
        {
            _state.Transmitting = 1;
            Post(outbox, _state.TransmitVcpu, cost, TransmitTag);
        }
    }

    private long TakeOne(int vif, Outbox outbox)
    {
        ref var state = ref _interfaces[vif];
        var words = _transmitRings[vif].Dequeue();
        var packet = words.Unpack();
        _transmitBatch.Enqueue(new BatchedPacket(vif, words));
        _state.Pending++;
        state.Consumed++;
        state.Counts.SentPackets++;
        state.Counts.SentBytes += packet.Bytes;
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

        var cost = _machine.BackendTransmitPacket.Nanoseconds + _machine.GrantMapUnmap.Nanoseconds
            + CopyCost(packet.Bytes);
        if (InterfaceOf(packet.Destination) < 0)
        {
            cost += _machine.NicTransmitPacket.Nanoseconds;
        }

        state.Counts.DriverNanoseconds += cost;
        return cost;
    }

    private void FinishTransmit(Outbox outbox)
    {
        _state.Transmitting = 0;
        for (var i = 0; i < _transmitBatch.Count; i++)
        {
            _interfaces[_transmitBatch[i].Interface].InBatch++;
        }

        while (_transmitBatch.Count > 0)
        {
            var batched = _transmitBatch.Dequeue();
            _state.Pending--;
            Respond(batched.Interface, outbox);
            Forward(batched, outbox);
        }

        Shape(outbox);
        StartReceive(outbox);
        StartTransmit(outbox);
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

    /// <summary>The bridge: to an interface of this host, or through the token buckets to the card.</summary>
    private void Forward(in BatchedPacket batched, Outbox outbox)
    {
        var packet = batched.Words.Unpack();
        var vif = InterfaceOf(packet.Destination);
        if (vif >= 0)
        {
            Deliver(vif, batched.Words, packet, outbox);
            return;
        }

        ref var counts = ref _interfaces[batched.Interface].Counts;
        outbox.ObserveHop(MessageKind.HopShaperQueued, packet);
        var classId = _classes[(int)batched.Interface];
        if (_wiring.Card < 0
            || !_shaper.Enqueue(classId, new QueuedPacket(packet.Bytes, batched.Words.First, batched.Words.Second)))
        {
            counts.SentDropped++;
            outbox.ObserveHop(MessageKind.HopDropped, packet);
        }
    }

    /// <summary>Hands to the card what the token buckets let through and the card has slots for.</summary>
    private void Shape(Outbox outbox)
    {
        while (_state.CardSlots > 0)
        {
            if (!_shaper.TryDequeue(outbox.Now, out var queued, out var nextEvent))
            {
                // Never cancels the timer.
                outbox.Arm(ShapingTimer, nextEvent, Phase.Timer, 0, MessageKind.ShapingTimer);
                return;
            }

            var packet = Packet.Unpack(queued.First, queued.Second);
            var vif = InterfaceOf(packet.Source);
            _state.CardSlots--;
            _onCard.Enqueue(vif);
            _interfaces[vif].Counts.WireBytes += packet.Bytes;
            outbox.ObserveHop(MessageKind.HopShaperDone, packet);
            outbox.Send(_wiring.Card, MessageKind.CardTransmit, 0, queued.First, queued.Second);
        }
    }

    private int InterfaceOf(int component) =>
        (uint)component < (uint)_interfaceOf.Length ? _interfaceOf[component] : -1;
}
