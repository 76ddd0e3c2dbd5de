namespace Xenisol.Emulation.Measurement;

/// <summary>The latencies of a domain's periodic jobs after the warm-up.</summary>
/// <param name="WakeLatency">From the release of a job to its first instruction.</param>
/// <param name="ResponseTime">From the release of a job to its completion.</param>
public sealed record JobLatencies(LatencyHistogram WakeLatency, LatencyHistogram ResponseTime);
