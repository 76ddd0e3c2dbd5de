using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What a disk with platters takes its time for.</summary>
public sealed record DiskMechanicsPlan
{
    /// <summary>One turn.</summary>
    public required Duration Rotation { get; init; }

    /// <summary>Sectors of 512 bytes that pass the head in a turn, the same everywhere.</summary>
    public required int SectorsPerTrack { get; init; }

    /// <summary>The shortest seek, from a track to the next.</summary>
    public required Duration TrackSeek { get; init; }

    /// <summary>The mean seek between two places drawn at random from the whole disk.</summary>
    public required Duration AverageSeek { get; init; }

    /// <summary>Bytes that the disk reads ahead after a read.</summary>
    public required long ReadAheadBytes { get; init; }

    /// <summary>Bytes per second between the disk's buffer and the host.</summary>
    public required long InterfaceBytesPerSecond { get; init; }
}
