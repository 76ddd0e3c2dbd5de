namespace Xenisol.Emulation.Fleet;

/// <summary>A host's disk. Exactly one of <see cref="Mechanics"/> and <see cref="Flash"/> is given.</summary>
public sealed record DiskPlan
{
    /// <summary>The model's name, such as <c>hdd-7200</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Bytes, a multiple of 4 096; the virtual disks of the host's domains share it.</summary>
    public required long CapacityBytes { get; init; }

    /// <summary>Requests that the driver domain hands to the disk at once; 1 or more.</summary>
    public required int QueueDepth { get; init; }

    /// <summary>Platters and an arm; null for flash.</summary>
    public DiskMechanicsPlan? Mechanics { get; init; }

    /// <summary>Channels of flash; null for platters.</summary>
    public DiskFlashPlan? Flash { get; init; }
}
