using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// What decides which frame of a card goes next, and when. Passive: whoever owns it hands in packets, asks for the next
/// one when the link is free, and asks again at the instant it was told.
/// </summary>
internal interface IQueueingDiscipline
{
    /// <summary>Packets waiting.</summary>
    long Backlog { get; }

    /// <summary>Queues a packet.</summary>
    /// <param name="classId">Its class; a discipline without classes does not look at it.</param>
    /// <param name="packet">The packet; its length must be positive.</param>
    /// <returns>Whether it was queued; if not, it is dropped and counted.</returns>
    bool Enqueue(int classId, in QueuedPacket packet);

    /// <summary>Takes the packet that goes next, if one may go now.</summary>
    /// <param name="now">The instant; never earlier than in the call before.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="nextEvent">Without a packet: when to ask again, <see cref="VirtualTime.Never"/> if nothing waits.
    /// </param>
    /// <returns>Whether there is a packet.</returns>
    bool TryDequeue(VirtualTime now, out QueuedPacket packet, out VirtualTime nextEvent);

    /// <summary>The least time for which a packet would wait if it were queued now, whatever else comes.</summary>
    /// <param name="classId">As in <see cref="Enqueue"/>.</param>
    /// <param name="now">The instant; never earlier than in a call before.</param>
    Duration LeastWait(int classId, VirtualTime now);

    /// <summary>Saves or loads everything that changes.</summary>
    void Transfer(StateTransfer state);
}
