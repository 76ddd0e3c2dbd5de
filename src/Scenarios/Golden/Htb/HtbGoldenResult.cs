namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>What became of a flow on the kernel and in the model; what the file leaves out is null.</summary>
internal sealed record HtbGoldenResult
{
    /// <summary>The kernel's throughput in the window, bits per second: the median of the repetitions.</summary>
    public decimal? Throughput { get; init; }

    /// <summary>The kernel's share of what all flows sent in the window, 0 to 1.</summary>
    public decimal? Share { get; init; }

    /// <summary>The kernel's lost packets, as a fraction of those offered.</summary>
    public decimal? LossFraction { get; init; }

    /// <summary>The kernel's median latency in µs: the median of the repetitions.</summary>
    public decimal? LatencyP50 { get; init; }

    /// <summary>The kernel's 99th percentile of latency in µs: the median of the repetitions.</summary>
    public decimal? LatencyP99 { get; init; }

    /// <summary>The model's throughput in the window, bits per second.</summary>
    public decimal? ModelThroughput { get; init; }

    /// <summary>The model's cumulative bytes at instants, in ns since the flow's start.</summary>
    public IReadOnlyList<(long At, long Bytes)> ModelCurve { get; init; } = [];

    /// <summary>Packets that the model's source offered.</summary>
    public long? ModelOffered { get; init; }

    /// <summary>Packets that the model dropped.</summary>
    public long? ModelDropped { get; init; }

    /// <summary>The model's latencies in µs, by the file's names: min, p50, p90, p99, max.</summary>
    public IReadOnlyDictionary<string, decimal> ModelLatency { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Whether there is nothing to compare with.</summary>
    public bool IsEmpty =>
        (Throughput ?? LossFraction ?? LatencyP50 ?? LatencyP99 ?? ModelThroughput ?? ModelOffered ?? ModelDropped)
            is null
        && ModelCurve.Count == 0
        && ModelLatency.Count == 0;
}
