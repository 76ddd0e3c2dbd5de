using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Backends;

/// <content>The bridge: between interfaces, and through the token buckets to the card.</content>
internal sealed partial class NetworkBackend
{
    /// <summary>To an interface of this host, or through the token buckets to the card.</summary>
    private void Forward(in BatchedPacket batched, Outbox outbox)
    {
        var packet = batched.Words.Unpack();
        var vif = InterfaceOf(packet.Destination);
        if (vif >= 0)
        {
            Deliver(vif, batched with { Interface = vif }, packet, outbox);
            return;
        }

        ref var counts = ref _interfaces[batched.Interface].Counts;
        outbox.ObserveHop(MessageKind.HopShaperQueued, packet);
        if (_wiring.Card < 0
            || !_shaper.Enqueue(
                _classes[(int)batched.Interface],
                new QueuedPacket(packet.Bytes, batched.Words.First, batched.Words.Second, batched.Slot)))
        {
            Release(batched.Slot, packet);
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
            _onCard.Enqueue(new CardFrame(vif, queued.Third));
            WorkerOf(vif).Slots.MapToCard(queued.Third);
            _interfaces[vif].Counts.WireBytes += packet.Bytes;
            outbox.ObserveHop(MessageKind.HopShaperDone, packet);
            outbox.Send(_wiring.Card, MessageKind.CardTransmit, 0, queued.First, queued.Second);
        }
    }

    /// <summary>A frame for a guest: takes a slot of its ring, or waits for one, or is dropped, as all are whose
    /// traffic is stopped.</summary>
    private void Deliver(int vif, in BatchedPacket batched, in Packet packet, Outbox outbox)
    {
        ref var state = ref _interfaces[vif];
        if (state.Stopped == 0 && state.FreeSlots > 0)
        {
            state.FreeSlots--;
            WorkerOf(vif).ReceiveQueue.Enqueue(batched);
        }
        else if (state.Stopped == 0 && _waiting[vif].Count < InterfaceQueue)
        {
            _waiting[vif].Enqueue(batched);
        }
        else
        {
            state.Counts.ReceivedDropped++;
            Release(batched.Slot, packet);
            outbox.ObserveHop(MessageKind.HopDropped, packet);
        }
    }

    private int InterfaceOf(int component) =>
        (uint)component < (uint)_interfaceOf.Length ? _interfaceOf[component] : -1;
}
