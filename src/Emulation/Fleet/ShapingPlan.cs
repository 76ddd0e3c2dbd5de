namespace Xenisol.Emulation.Fleet;

/// <summary>HTB class of a domain's transmission, under the root class of the card.</summary>
public sealed record ShapingPlan
{
    /// <summary>Guaranteed rate in bits per second.</summary>
    public required long RateBitsPerSecond { get; init; }

    /// <summary>Ceiling in bits per second; at least the rate.</summary>
    public required long CeilBitsPerSecond { get; init; }

    /// <summary>Bucket of the rate in bytes; 0 takes tc's default.</summary>
    public long BurstBytes { get; init; }

    /// <summary>Bucket of the ceiling in bytes; 0 takes tc's default.</summary>
    public long CeilBurstBytes { get; init; }

    /// <summary>0 (first) to 7 (last) among borrowers.</summary>
    public int Priority { get; init; }

    /// <summary>Bytes per round among equals; 0 takes rate / 10 within 1 000 to 200 000.</summary>
    public long QuantumBytes { get; init; }
}
