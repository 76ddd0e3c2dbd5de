namespace Xenisol.Emulation.Network;

/// <summary>A full segment on its way from sender to receiver.</summary>
/// <param name="Sequence">Its number, from 0; it counts segments, not bytes.</param>
/// <param name="Retransmission">Whether it was sent before.</param>
public readonly record struct TcpSegment(long Sequence, bool Retransmission);
