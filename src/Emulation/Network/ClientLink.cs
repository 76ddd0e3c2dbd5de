using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>The link from a client to the fabric: it serialises frames at its rate. Plain data.</summary>
internal struct ClientLink
{
    private VirtualTime _freeAt;

    /// <summary>Sends a frame once the link is free.</summary>
    public void Send(Outbox outbox, ClientWiring wiring, in Packet packet)
    {
        _freeAt = VirtualTime.Max(outbox.Now, _freeAt) + Packet.WireTime(packet.Bytes, wiring.BitsPerSecond);
        outbox.ObserveHop(MessageKind.HopWire, packet, _freeAt + wiring.Latency);
        var words = packet.Pack();
        outbox.SendAt(
            _freeAt + wiring.Latency, wiring.Fabric, MessageKind.PacketArrived, 0, words.First, words.Second);
    }
}
