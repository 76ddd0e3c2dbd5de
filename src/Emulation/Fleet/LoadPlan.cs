using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// Open-loop clients: requests are sent when they are due, whether earlier ones were answered or not.
/// </summary>
public sealed record LoadPlan
{
    /// <summary>How requests arrive.</summary>
    public required ArrivalKind Arrivals { get; init; }

    /// <summary>Poisson and constant: mean time between requests.</summary>
    public Duration Gap { get; init; }

    /// <summary>Trace: the requests; empty otherwise.</summary>
    public IReadOnlyList<TraceRequest> Trace { get; init; } = [];

    /// <summary>Bytes of a request.</summary>
    public long RequestBytes { get; init; } = 200;

    /// <summary>After this time without the whole reply a request counts as failed.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(10);
}
