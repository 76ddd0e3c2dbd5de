namespace Xenisol.Emulation.Fleet;

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

    /// <summary>Releases at the instants of a list, each with a cost of its own.</summary>
    Listed,
}
