using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>A latency distribution; a percentile with fewer than ten samples beyond it is null.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">The greatest.</param>
public sealed record LatencyReport(long Samples, Duration? P50, Duration? P99, Duration? P999, Duration Max);
