using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What a customer is promised and how it is charged.</summary>
public sealed record TariffPlan
{
    /// <summary>Unique among plans.</summary>
    public required string Name { get; init; }

    /// <summary>Promised share of one core for each vCPU, in parts per million; 0 for none.</summary>
    public int CpuSharePpm { get; init; }

    /// <summary>The window in which the share is owed: the period of the reservation.</summary>
    public Duration CpuWithin { get; init; }

    /// <summary>Credit weight where no share is promised.</summary>
    public int CpuWeight { get; init; } = 256;

    /// <summary>Promised network rate in bits per second; 0 for none.</summary>
    public long NetworkRateBitsPerSecond { get; init; }

    /// <summary>Network ceiling in bits per second; 0 for none.</summary>
    public long NetworkCeilBitsPerSecond { get; init; }

    /// <summary>Promised 99th percentile of request latency; zero for none.</summary>
    public Duration LatencyP99 { get; init; }

    /// <summary>Base price per domain and hour.</summary>
    public Money BasePerHour { get; init; }

    /// <summary>Price of one hour of CPU time delivered.</summary>
    public Money CpuPerHour { get; init; }

    /// <summary>Price of 10⁹ bytes sent.</summary>
    public Money EgressPerGigabyte { get; init; }

    /// <summary>SLA credits: the lowest level that applies counts.</summary>
    public IReadOnlyList<SlaLevel> SlaLevels { get; init; } = [];
}

/// <summary>Below this achieved level the customer gets this much of the base price back.</summary>
/// <param name="BelowPpm">Achieved level in parts per million.</param>
/// <param name="CreditPpm">Part of the base price in parts per million.</param>
public readonly record struct SlaLevel(int BelowPpm, int CreditPpm);

/// <summary>A customer.</summary>
/// <param name="Name">Unique among tenants.</param>
/// <param name="Plan">The plan that is bought.</param>
public sealed record TenantPlan(string Name, string Plan);

/// <summary>A statement about a result that must hold at the end of the run.</summary>
/// <param name="Text">As written, such as <c>gold.web.latency.p99 &lt; 5ms</c>.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Domain">The domain; the empty string for the whole tenant.</param>
/// <param name="Metric">What is measured: <c>latency.p99</c>, <c>cpu.achieved</c>, <c>network.throughput</c>, …</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Limit">The limit: nanoseconds, parts per million, bits per second or a count, by metric.</param>
public sealed record PromisePlan(
    string Text, string Tenant, string Domain, string Metric, Comparison Comparison, long Limit);

/// <summary>How a result is compared with a promise's limit.</summary>
public enum Comparison
{
    /// <summary>Less than the limit.</summary>
    Below,

    /// <summary>Not more than the limit.</summary>
    AtMost,

    /// <summary>Greater than the limit.</summary>
    Above,

    /// <summary>Not less than the limit.</summary>
    AtLeast,
}
