using Xenisol.Grains;

namespace Xenisol.Client.Commands;

/// <summary>What <c>run</c> was asked for; every value is within its range.</summary>
internal sealed record RunOptions
{
    public required string Scenario { get; init; }

    /// <summary><c>--set PATH=VALUE</c>, in order; <c>--seed N</c> is the last of them.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    public Granularity Granularity { get; init; }

    /// <summary>0: one on every silo.</summary>
    public int Partitions { get; init; }

    public int Silos { get; init; } = 1;

    /// <summary>The address of a gateway; null starts an embedded silo.</summary>
    public string? Cluster { get; init; }

    /// <summary>The name that <c>xl --run</c> finds it by; null takes one from the scenario and the process.</summary>
    public string? Name { get; init; }

    /// <summary>Virtual seconds per second of the wall clock; 0 goes as fast as it can.</summary>
    public double Pace { get; init; }

    public string? Replay { get; init; }

    public string? Out { get; init; }

    /// <summary>A file, or <c>-</c> for standard output.</summary>
    public string? Json { get; init; }

    public string? Trace { get; init; }

    public Uri? Otlp { get; init; }

    /// <summary>One request in this many is traced, on average.</summary>
    public long TraceOneIn { get; init; } = 100;

    public string? Messages { get; init; }

    public string? Timeline { get; init; }

    public bool Quiet { get; init; }

    public bool WantsTraces => Trace is not null || Otlp is not null;
}
