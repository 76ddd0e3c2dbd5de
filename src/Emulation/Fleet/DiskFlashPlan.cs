using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What a disk of flash takes its time for.</summary>
public sealed record DiskFlashPlan
{
    /// <summary>Stripes that the flash works on at once.</summary>
    public required int Channels { get; init; }

    /// <summary>Bytes of a stripe; longer operations use several channels.</summary>
    public required int StripeBytes { get; init; }

    /// <summary>A stripe of a read: how long it keeps its channel; its data leaves then.</summary>
    public required Duration ReadLatency { get; init; }

    /// <summary>A stripe of a write: from the start on its channel to its answer.</summary>
    public required Duration WriteLatency { get; init; }

    /// <summary>A stripe of a write: how long it keeps its channel, with programming; at least the latency.</summary>
    public required Duration WriteOccupancy { get; init; }

    /// <summary>Bytes per second to the host.</summary>
    public required long ReadBytesPerSecond { get; init; }

    /// <summary>Bytes per second from the host.</summary>
    public required long WriteBytesPerSecond { get; init; }
}
