using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>The network between hosts and clients: every machine has a link to one switch.</summary>
public sealed record FabricPlan
{
    /// <summary>One-way latency of a link, switch included; it is the lookahead, so it must be positive.</summary>
    public Duration Latency { get; init; } = Duration.FromMicroseconds(25);

    /// <summary>Rate of the clients' links in bits per second.</summary>
    public long ClientBitsPerSecond { get; init; } = 10_000_000_000;
}
