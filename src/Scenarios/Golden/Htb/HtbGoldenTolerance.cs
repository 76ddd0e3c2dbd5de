namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>How near a kernel's numbers must be; the defaults are those of the measurements' own notes.</summary>
internal sealed record HtbGoldenTolerance
{
    /// <summary>Throughput, relative to the kernel's median: 1.5 %, what holds for rates up to 200 Mbit/s.</summary>
    public decimal Throughput { get; init; } = 0.015m;

    /// <summary>Share of what all flows sent, absolute.</summary>
    public decimal Share { get; init; } = 0.005m;

    /// <summary>Lost packets as a fraction of the offered, absolute.</summary>
    public decimal LossFraction { get; init; } = 0.005m;

    /// <summary>Median latency in µs, absolute.</summary>
    public decimal LatencyP50 { get; init; } = 300;

    /// <summary>Whether the exact phase of timers decides the result, so that two right models may differ.</summary>
    public bool PhaseSensitive { get; init; }
}
