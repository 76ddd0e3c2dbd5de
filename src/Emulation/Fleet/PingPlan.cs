using System.Text.Json.Serialization;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Answers echo requests in the kernel, and sends them if it has a target.</summary>
public sealed record PingPlan : ApplicationPlan
{
    /// <summary>Whom it pings: a domain's name, or empty for a remote machine.</summary>
    public string Target { get; init; } = "";

    /// <summary>Time between echo requests; zero where each waits for the answer to the one before.</summary>
    public Duration Interval { get; init; }

    /// <summary>Without an interval: how long the answer is waited for, at most, before the next request is sent.
    /// </summary>
    public Duration Timeout { get; init; }

    /// <summary>Whether each request is sent when the answer to the one before comes.</summary>
    [JsonIgnore]
    public bool WaitsForAnswer => Interval == Duration.Zero;
}
