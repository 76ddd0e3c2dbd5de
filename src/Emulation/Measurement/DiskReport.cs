using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a domain did with its virtual disk in the measured time.</summary>
public sealed record DiskReport
{
    /// <summary>Reads completed.</summary>
    public required long Reads { get; init; }

    /// <summary>Writes completed.</summary>
    public required long Writes { get; init; }

    /// <summary>Bytes of the completed reads.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes of the completed writes.</summary>
    public required long BytesWritten { get; init; }

    /// <summary>Requests that the driver domain took from the ring.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that were merged in the driver domain, so that the disk had fewer operations.</summary>
    public required long Merges { get; init; }

    /// <summary>Accesses that were refused because too many waited.</summary>
    public required long Refused { get; init; }

    /// <summary>Accesses that were due and not complete at the end: no latency is known of them.</summary>
    public required long Unfinished { get; init; }

    /// <summary>CPU time of the driver domain for them.</summary>
    public required Duration DriverCpu { get; init; }

    /// <summary>From the intended start to completion; null where nothing was completed.</summary>
    public required LatencyReport? Latency { get; init; }
}
