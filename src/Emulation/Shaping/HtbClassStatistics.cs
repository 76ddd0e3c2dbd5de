namespace Xenisol.Emulation.Shaping;

/// <summary>What passed through a class since the start, as <c>tc -s class</c> shows it.</summary>
/// <param name="SentPackets">Packets sent by the class or its descendants.</param>
/// <param name="SentBytes">Their bytes.</param>
/// <param name="Dropped">Packets that found the queue full.</param>
/// <param name="Lended">Packets sent on this class's own rate, by itself or by a descendant.</param>
/// <param name="Borrowed">Packets of it or its descendants that a class above lent for.</param>
/// <param name="Overlimits">How often its ceiling ran out.</param>
/// <param name="BacklogPackets">Packets waiting in it.</param>
/// <param name="BacklogBytes">Their bytes.</param>
public readonly record struct HtbClassStatistics(
    long SentPackets,
    long SentBytes,
    long Dropped,
    long Lended,
    long Borrowed,
    long Overlimits,
    long BacklogPackets,
    long BacklogBytes);
