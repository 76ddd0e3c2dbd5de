namespace Xenisol.Emulation.Shaping;

/// <summary>
/// A packet that waits in a queue: its length, and three words that mean something to whoever queued it.
/// </summary>
/// <param name="Bytes">Length as a queueing discipline counts it: with the 14-byte Ethernet header.</param>
/// <param name="First">The owner's first word.</param>
/// <param name="Second">The owner's second word.</param>
/// <param name="Third">The owner's third word.</param>
/// <remarks>All members have 64 bits, so that saved state holds no padding.</remarks>
public readonly record struct QueuedPacket(long Bytes, long First, long Second, long Third = 0);
