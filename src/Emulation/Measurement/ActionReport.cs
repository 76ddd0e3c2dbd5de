using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>How one action of a process on a variable-bandwidth server responded, against its bound.</summary>
public sealed record ActionReport
{
    /// <summary>The domain's vCPU that serves the process.</summary>
    public required int Vcpu { get; init; }

    /// <summary>Its place in the sequence, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Its CPU time.</summary>
    public required Duration Load { get; init; }

    /// <summary>λ: what it may compute in each of its periods.</summary>
    public required Duration Slice { get; init; }

    /// <summary>π.</summary>
    public required Duration Period { get; init; }

    /// <summary>The longest response, ⌈load / λ⌉ π + π − 1 ns, announcing it counted as load.</summary>
    public required Duration Bound { get; init; }

    /// <summary>How often it was completed in the measured time.</summary>
    public long Completed { get; init; }

    /// <summary>How often its response is known to keep the bound or not: completed, or late already.</summary>
    public long Judged { get; init; }

    /// <summary>How often it responded after its bound.</summary>
    public long Late { get; init; }

    /// <summary>The shortest response; null if it was never completed.</summary>
    public Duration? Shortest { get; init; }

    /// <summary>Responses, counted from the arrival; null if it was never completed.</summary>
    public LatencyReport? Response { get; init; }
}
