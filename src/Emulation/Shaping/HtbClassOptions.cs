namespace Xenisol.Emulation.Shaping;

/// <summary>
/// One class as <c>tc class add … htb</c> describes it; what is zero takes tc's or the kernel's default.
/// </summary>
public sealed record HtbClassOptions
{
    /// <summary>The minor number of the class, 1 to 65 535, unique; classes take turns in its order.</summary>
    public required int ClassId { get; init; }

    /// <summary>The class above it; 0 for a root class.</summary>
    public int Parent { get; init; }

    /// <summary>Guaranteed rate in bits per second; at least 8.</summary>
    public required long RateBitsPerSecond { get; init; }

    /// <summary>Ceiling in bits per second; 0 means the rate.</summary>
    public long CeilBitsPerSecond { get; init; }

    /// <summary>Bucket of the rate in bytes; 0 means rate / 10⁹ s⁻¹ + 1 600 bytes, as tc computes it.</summary>
    public long BurstBytes { get; init; }

    /// <summary>Bucket of the ceiling in bytes; 0 means ceiling / 10⁹ s⁻¹ + 1 600 bytes.</summary>
    public long CeilBurstBytes { get; init; }

    /// <summary>0 (first) to 7 (last) among borrowers; more is 7. Leaves only.</summary>
    public int Priority { get; init; }

    /// <summary>Bytes per turn among equals; 0 means rate / r2q within 1 000 to 200 000. Leaves only.</summary>
    public long QuantumBytes { get; init; }

    /// <summary>Packets that may wait in the class; the next is dropped. Leaves only.</summary>
    public int QueueLimitPackets { get; init; } = 1_000;

    /// <summary>Bytes that may wait in the class instead of packets, as in a <c>bfifo</c>: a packet that would go
    /// beyond is dropped. 0: no such limit. Leaves only.</summary>
    public long QueueLimitBytes { get; init; }

    /// <summary>Bytes added to each packet before it is charged; may be negative.</summary>
    public int OverheadBytes { get; init; }

    /// <summary>The least length that is charged, overhead included.</summary>
    public int MinimumPacketBytes { get; init; }
}
