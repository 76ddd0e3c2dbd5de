namespace Xenisol.Emulation.Fleet;

/// <summary>A statement about a result that must hold at the end of the run.</summary>
/// <param name="Text">As written, such as <c>gold.web.latency.p99 &lt; 5ms</c>.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Domain">The domain; the empty string for the whole tenant.</param>
/// <param name="Metric">What is measured: <c>latency.p99</c>, <c>cpu.achieved</c>, <c>network.throughput</c>, …</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Limit">The limit: nanoseconds, parts per million, bits per second or a count, by metric.</param>
public sealed record PromisePlan(
    string Text, string Tenant, string Domain, string Metric, Comparison Comparison, long Limit);
