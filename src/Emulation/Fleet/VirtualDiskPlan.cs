namespace Xenisol.Emulation.Fleet;

/// <summary>A domain's part of its host's disk, and the limits on its use.</summary>
public sealed record VirtualDiskPlan
{
    /// <summary>Its size in bytes, a multiple of 4 096.</summary>
    public long SizeBytes { get; init; } = 10L * 1_024 * 1_024 * 1_024;

    /// <summary>Requests of the ring a second at most; 0 for no limit.</summary>
    public long RequestsPerSecond { get; init; }

    /// <summary>Bits a second at most; 0 for no limit.</summary>
    public long BitsPerSecond { get; init; }
}
