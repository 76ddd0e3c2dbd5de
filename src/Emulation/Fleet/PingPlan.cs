using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Answers echo requests in the kernel, and sends them if it has a target.</summary>
public sealed record PingPlan : ApplicationPlan
{
    /// <summary>Whom it pings: a domain's name, or empty for a remote machine.</summary>
    public string Target { get; init; } = "";

    /// <summary>Time between echo requests.</summary>
    public required Duration Interval { get; init; }
}
