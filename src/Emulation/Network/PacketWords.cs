namespace Xenisol.Emulation.Network;

/// <summary>A packed <see cref="Packet"/>: what queues and rings hold.</summary>
/// <param name="First">First word of the payload.</param>
/// <param name="Second">Second word of the payload.</param>
public readonly record struct PacketWords(long First, long Second)
{
    /// <summary>The packet.</summary>
    public Packet Unpack() => Packet.Unpack(First, Second);
}
