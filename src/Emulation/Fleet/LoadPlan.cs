using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Open-loop clients: requests are sent when they are due, whether earlier ones were answered or not.</summary>
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

/// <summary>How requests arrive.</summary>
public enum ArrivalKind
{
    /// <summary>At a constant gap.</summary>
    Constant,

    /// <summary>With exponentially distributed gaps.</summary>
    Poisson,

    /// <summary>As recorded.</summary>
    Trace,
}

/// <summary>One recorded request.</summary>
/// <param name="At">When it is sent, from the start of the run.</param>
/// <param name="Cost">CPU time it needs; zero takes the server's.</param>
/// <param name="ReplyBytes">Bytes of its reply; zero takes the server's.</param>
public readonly record struct TraceRequest(VirtualTime At, Duration Cost, long ReplyBytes);

/// <summary>The network between hosts and clients: every machine has a link to one switch.</summary>
public sealed record FabricPlan
{
    /// <summary>One-way latency of a link, switch included; it is the lookahead, so it must be positive.</summary>
    public Duration Latency { get; init; } = Duration.FromMicroseconds(25);

    /// <summary>Rate of the clients' links in bits per second.</summary>
    public long ClientBitsPerSecond { get; init; } = 10_000_000_000;
}
