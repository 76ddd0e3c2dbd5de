using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Backends;

/// <summary>A frame and the interface that it came from or goes to.</summary>
/// <param name="Interface">The interface's number on the host.</param>
/// <param name="Slot">In a batch from guests: 1 if the payload stays in the guest's pages. Behind the bridge: the
/// reference to its slot.</param>
/// <param name="Words">The frame.</param>
internal readonly record struct BatchedPacket(long Interface, long Slot, PacketWords Words);
