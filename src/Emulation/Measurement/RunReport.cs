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
