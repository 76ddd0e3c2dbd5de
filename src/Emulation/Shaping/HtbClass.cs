using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// What never changes about a class: its place in the tree and its parameters, all defaults filled in.
/// </summary>
internal sealed class HtbClass
{
    /// <summary>Fills in the defaults of tc and the kernel.</summary>
    public HtbClass(HtbClassOptions options, int rateToQuantum)
    {
        ClassId = options.ClassId;
        Rate = new TransmissionRate(options.RateBitsPerSecond);
        Ceil = new TransmissionRate(
            options.CeilBitsPerSecond > 0 ? options.CeilBitsPerSecond : options.RateBitsPerSecond);
        Bucket = Rate.Bucket(options.BurstBytes);
        CeilBucket = Ceil.Bucket(options.CeilBurstBytes);
        Priority = Math.Min(options.Priority, 7);
        Quantum = options.QuantumBytes > 0
            ? options.QuantumBytes
            : Math.Clamp(Rate.BytesPerSecond / rateToQuantum, 1_000, 200_000);
        QueueLimit = options.QueueLimitPackets;
        QueueLimitBytes = options.QueueLimitBytes;
        Overhead = options.OverheadBytes;
        MinimumPacket = options.MinimumPacketBytes;
    }

    public int ClassId { get; }

    /// <summary>Index of the class above it; −1 for a root class.</summary>
    public int Parent { get; set; } = -1;

    /// <summary>0 for a leaf; 7 for a root class with children, one less for each step down.</summary>
    public int Level { get; set; }

    /// <summary>Its place by class id among the classes of its level.</summary>
    public int RowOrdinal { get; set; }

    /// <summary>Its place by class id among its parent's children.</summary>
    public int FeedOrdinal { get; set; }

    /// <summary>Indexes of its children by class id; empty for a leaf.</summary>
    public int[] Children { get; set; } = [];

    /// <summary>The first of its eight feeds among all ordered sets; inner classes only.</summary>
    public int FirstFeed { get; set; }

    public TransmissionRate Rate { get; }

    public TransmissionRate Ceil { get; }

    public Duration Bucket { get; }

    public Duration CeilBucket { get; }

    public int Priority { get; }

    public long Quantum { get; }

    public int QueueLimit { get; }

    /// <summary>The most bytes that may wait, if positive; then packets are not counted.</summary>
    public long QueueLimitBytes { get; }

    /// <summary>Bytes added to each packet before it is charged.</summary>
    public int Overhead { get; }

    /// <summary>The least length that is charged.</summary>
    public int MinimumPacket { get; }

    /// <summary>The length that is charged for a packet.</summary>
    public long ChargedBytes(long bytes) => Math.Max(bytes + Overhead, MinimumPacket);

    /// <summary>Whether a packet finds room in the class's queue.</summary>
    public bool HasRoom(int packets, long backlogBytes, long bytes) =>
        QueueLimitBytes > 0 ? backlogBytes + bytes <= QueueLimitBytes : packets < QueueLimit;
}
