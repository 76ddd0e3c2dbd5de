using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Serves requests that arrive over the network.</summary>
public sealed record ServerPlan : ApplicationPlan
{
    /// <summary>CPU time of a request that brings no cost of its own.</summary>
    public required Duration Cost { get; init; }

    /// <summary>Bytes of the reply.</summary>
    public required long ReplyBytes { get; init; }
}
