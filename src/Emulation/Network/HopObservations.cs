using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// Tells the watcher of a request's way through the world; costs one comparison where nobody watches.
/// </summary>
internal static class HopObservations
{
    /// <summary>A frame of a request or reply is at a hop; other frames are not observed.</summary>
    public static void ObserveHop(this Outbox outbox, MessageKind hop, in Packet packet)
    {
        if (outbox.Watched && packet.RequestId >= 0)
        {
            outbox.Observe(hop, (int)packet.Kind, packet.RequestId, packet.Sequence);
        }
    }

    /// <summary>A frame of a request or reply is at a hop that it will leave at <paramref name="until"/>.</summary>
    public static void ObserveHop(this Outbox outbox, MessageKind hop, in Packet packet, VirtualTime until)
    {
        if (outbox.Watched && packet.RequestId >= 0)
        {
            outbox.Observe(hop, (int)packet.Kind, packet.RequestId, until.Nanoseconds);
        }
    }
}
