using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a run shows in the end: everything the tables and the JSON summary print.</summary>
public sealed record RunReport
{
    /// <summary>The time that statistics cover: duration less warm-up.</summary>
    public required Duration Measured { get; init; }

    /// <summary>One entry per guest domain, in the plan's order.</summary>
    public required IReadOnlyList<DomainReport> Domains { get; init; }

    /// <summary>One entry per tenant, in the plan's order.</summary>
    public required IReadOnlyList<TenantReport> Tenants { get; init; }

    /// <summary>One entry per host, in the plan's order.</summary>
    public required IReadOnlyList<HostReport> Hosts { get; init; }

    /// <summary>Each promise with its verdict.</summary>
    public required IReadOnlyList<PromiseVerdict> Promises { get; init; }
}

/// <summary>What a domain was promised and got.</summary>
public sealed record DomainReport
{
    /// <summary>The owner.</summary>
    public required string Tenant { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Its host.</summary>
    public required string Host { get; init; }

    /// <summary>Promised CPU time over the measured time: share × time × vCPUs.</summary>
    public Duration CpuPromised { get; init; }

    /// <summary>Entitled CPU time: window by window the smaller of the promise and the pending work.</summary>
    public Duration CpuEntitled { get; init; }

    /// <summary>Delivered CPU time.</summary>
    public Duration CpuDelivered { get; init; }

    /// <summary>CPU windows in which delivered ≥ entitled, and all windows.</summary>
    public long CpuWindowsKept { get; init; }

    /// <summary>All CPU windows; 0 where no share is promised.</summary>
    public long CpuWindows { get; init; }

    /// <summary>Bytes sent to the wire.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received from the wire.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Frames sent and received, end to end.</summary>
    public long Packets { get; init; }

    /// <summary>Frames dropped on the way, wherever it was.</summary>
    public long PacketsDropped { get; init; }

    /// <summary>Requests sent by clients in the measured time.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that got no whole reply in time.</summary>
    public long RequestsFailed { get; init; }

    /// <summary>Latency from the intended start; null where there are no requests.</summary>
    public LatencyReport? Latency { get; init; }

    /// <summary>Jobs of periodic applications.</summary>
    public long Jobs { get; init; }

    /// <summary>Jobs that finished after their deadline.</summary>
    public long DeadlinesMissed { get; init; }
}

/// <summary>A latency distribution; a percentile with fewer than ten samples beyond it is null.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">The greatest.</param>
public sealed record LatencyReport(long Samples, Duration? P50, Duration? P99, Duration? P999, Duration Max);

/// <summary>What a tenant pays.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Lines">One line per meter.</param>
/// <param name="Total">The sum of the lines.</param>
public sealed record TenantReport(string Tenant, string Plan, IReadOnlyList<InvoiceLine> Lines, Money Total);

/// <summary>One line of an invoice.</summary>
/// <param name="Domain">The domain it is for.</param>
/// <param name="Meter"><c>base</c>, <c>cpu</c>, <c>egress</c> or <c>sla-credit</c>.</param>
/// <param name="Quantity">Nanoseconds, bytes, or the achieved level in parts per million.</param>
/// <param name="Amount">What it costs; negative for a credit.</param>
public sealed record InvoiceLine(string Domain, string Meter, long Quantity, Money Amount);

/// <summary>What a host's cores did.</summary>
public sealed record HostReport
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Running vCPUs.</summary>
    public Duration Run { get; init; }

    /// <summary>Switching and refilling caches.</summary>
    public Duration Switch { get; init; }

    /// <summary>Handling interrupts.</summary>
    public Duration Interrupt { get; init; }

    /// <summary>Deciding what to run.</summary>
    public Duration Hypervisor { get; init; }

    /// <summary>Doing nothing.</summary>
    public Duration Idle { get; init; }

    /// <summary>CPU time of the driver domain.</summary>
    public Duration DriverDomain { get; init; }

    /// <summary>Context switches.</summary>
    public long Switches { get; init; }
}

/// <summary>Whether a promise was kept.</summary>
/// <param name="Promise">The promise.</param>
/// <param name="Kept">Whether it holds; false also where nothing was measured.</param>
/// <param name="Measured">What was measured, in the limit's unit; null if nothing was.</param>
public sealed record PromiseVerdict(PromisePlan Promise, bool Kept, long? Measured);
