namespace Xenisol.Grains;

/// <summary>What a run gave and how it ran.</summary>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.result")]
public sealed record RunResult
{
    /// <summary>The components' digests, folded in the order of their identities; 16 hexadecimal digits.</summary>
    [Id(0)]
    public required string Digest { get; init; }

    /// <summary>Whether it was stopped before the plan's end.</summary>
    [Id(1)]
    public required bool Interrupted { get; init; }

    /// <summary>Virtual time that was emulated.</summary>
    [Id(2)]
    public required long VirtualNanoseconds { get; init; }

    /// <summary>Messages handled.</summary>
    [Id(3)]
    public required long Events { get; init; }

    /// <summary>Wall-clock time from the start to the last boundary.</summary>
    [Id(4)]
    public required double WallSeconds { get; init; }

    /// <summary>CPU time of all processes that advanced hosts, over the same time.</summary>
    [Id(5)]
    public required double CpuSeconds { get; init; }

    /// <summary>Where the components' state lived.</summary>
    [Id(6)]
    public required Granularity Granularity { get; init; }

    /// <summary>Activations per grain class when the run ended, from the management grain.</summary>
    [Id(7)]
    public required IReadOnlyList<GrainActivations> Activations { get; init; }

    /// <summary>Calls that grains of this run took.</summary>
    [Id(8)]
    public required long GrainCalls { get; init; }

    /// <summary>How many partitions there were.</summary>
    [Id(9)]
    public required int Partitions { get; init; }

    /// <summary>Every process that advanced hosts.</summary>
    [Id(10)]
    public required IReadOnlyList<ProcessUsage> Processes { get; init; }

    /// <summary>The commands that were given, in order.</summary>
    [Id(11)]
    public required IReadOnlyList<LoggedCommand> Commands { get; init; }

    /// <summary>The plan with every domain placed.</summary>
    [Id(12)]
    public required byte[] Plan { get; init; }

    /// <summary>The final state of every component, in the order of identities.</summary>
    [Id(13)]
    public required IReadOnlyList<byte[]> States { get; init; }
}
