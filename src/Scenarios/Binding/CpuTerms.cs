using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Binding;

/// <summary>What a plan or a driver domain says of its vCPUs: a reservation, or a weight with perhaps a cap.</summary>
internal sealed record CpuTerms
{
    public const int WeightDefault = 256;

    /// <summary>Zero without reservation.</summary>
    public Duration Period { get; init; }

    public Duration Slice { get; init; }

    public bool ExtraCredit { get; init; }

    public int Weight { get; init; } = WeightDefault;

    public int CapPercent { get; init; }

    public bool IsReservation => Period > Duration.Zero;

    /// <summary>The reserved share of a core in parts per billion, rounded up: what the hybrid scheduler admits by.
    /// </summary>
    public long SharePpb => Share(1_000_000_000);

    /// <summary>The reserved share of a core in parts per million, rounded up.</summary>
    public int SharePpm => (int)Share(1_000_000);

    private long Share(long parts) => IsReservation
        ? (long)((((Int128)Slice.Nanoseconds * parts) + Period.Nanoseconds - 1) / Period.Nanoseconds)
        : 0;
}
