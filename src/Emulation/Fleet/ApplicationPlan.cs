using System.Text.Json.Serialization;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What runs inside a domain.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(BurnPlan), "burn")]
[JsonDerivedType(typeof(PeriodicPlan), "periodic")]
[JsonDerivedType(typeof(ServerPlan), "server")]
[JsonDerivedType(typeof(StreamPlan), "stream")]
[JsonDerivedType(typeof(PingPlan), "ping")]
[JsonDerivedType(typeof(WorkloadPlan), "workload")]
public abstract record ApplicationPlan
{
    /// <summary>The vCPU it is bound to; −1 lets the guest's scheduler choose (an isolated one if there is one).</summary>
    public int Vcpu { get; init; } = -1;
}

/// <summary>Computes for ever on every vCPU of the domain that is not isolated, or on its own.</summary>
public sealed record BurnPlan : ApplicationPlan;

/// <summary>A periodic job with a deadline.</summary>
public sealed record PeriodicPlan : ApplicationPlan
{
    /// <summary>Time between releases.</summary>
    public required Duration Period { get; init; }

    /// <summary>CPU time of each job.</summary>
    public required Duration Cost { get; init; }

    /// <summary>Time from release to deadline; zero means the period.</summary>
    public Duration Deadline { get; init; }
}

/// <summary>Serves requests that arrive over the network.</summary>
public sealed record ServerPlan : ApplicationPlan
{
    /// <summary>CPU time of a request that brings no cost of its own.</summary>
    public required Duration Cost { get; init; }

    /// <summary>Bytes of the reply.</summary>
    public required long ReplyBytes { get; init; }
}

/// <summary>A bulk TCP stream.</summary>
public sealed record StreamPlan : ApplicationPlan
{
    /// <summary>Whether the domain sends (true) or receives.</summary>
    public required bool Sends { get; init; }

    /// <summary>The other end: a domain's name, or empty for a remote machine that is never the bottleneck.</summary>
    public string Peer { get; init; } = "";
}

/// <summary>Answers echo requests in the kernel, and sends them if it has a target.</summary>
public sealed record PingPlan : ApplicationPlan
{
    /// <summary>Whom it pings: a domain's name, or empty for a remote machine.</summary>
    public string Target { get; init; } = "";

    /// <summary>Time between echo requests.</summary>
    public required Duration Interval { get; init; }
}

/// <summary>A bare workload without guest kernel, as in the golden measurements (schema xenisol-golden/1).</summary>
public sealed record WorkloadPlan : ApplicationPlan
{
    /// <summary>Which of the generators.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>First release; Never if it has no releases of its own.</summary>
    public required VirtualTime Start { get; init; }

    /// <summary>CPU time of a job (cost, work or quantum); run length of <see cref="WorkloadKind.Closed"/>; the least
    /// run length of <see cref="WorkloadKind.ClosedUniform"/>.</summary>
    public Duration Cost { get; init; }

    /// <summary>The greatest run length of <see cref="WorkloadKind.ClosedUniform"/>.</summary>
    public Duration MaxCost { get; init; }

    /// <summary>Period, least gap, mean gap, or least sleep.</summary>
    public Duration Gap { get; init; }

    /// <summary>The greatest gap or sleep.</summary>
    public Duration MaxGap { get; init; }

    /// <summary>Seed of the generator.</summary>
    public ulong Seed { get; init; }

    /// <summary>Time from release to deadline of a job; zero for none.</summary>
    public Duration Deadline { get; init; }

    /// <summary>The vCPU (index within the host) that is released at each completion; −1 for none.</summary>
    public int Triggers { get; init; } = -1;
}

/// <summary>The generators of the golden measurements.</summary>
public enum WorkloadKind
{
    /// <summary>Never blocks.</summary>
    Hog,

    /// <summary>One job, then blocked for ever.</summary>
    OneShot,

    /// <summary>Runs a quantum, then yields, for ever.</summary>
    Yield,

    /// <summary>Releases on a fixed grid.</summary>
    Periodic,

    /// <summary>Uniformly distributed gaps.</summary>
    Uniform,

    /// <summary>Exponentially distributed gaps.</summary>
    Exponential,

    /// <summary>Runs, then sleeps from completion.</summary>
    Closed,

    /// <summary>As <see cref="Closed"/>, with run and sleep drawn anew each time.</summary>
    ClosedUniform,

    /// <summary>Never blocks; events measure how long it waits for its core.</summary>
    HogWithEvents,

    /// <summary>Released only by the completions of another vCPU.</summary>
    Chained,
}
