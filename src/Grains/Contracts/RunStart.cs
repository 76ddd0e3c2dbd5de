namespace Xenisol.Grains;

/// <summary>What a run is started with.</summary>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.run-start")]
public sealed record RunStart
{
    /// <summary>The plan, as <see cref="Emulation.Fleet.RunPlanJson"/> writes it; domains without a host are placed.
    /// </summary>
    [Id(0)]
    public required byte[] Plan { get; init; }

    /// <summary>Where the components' state lives.</summary>
    [Id(1)]
    public Granularity Granularity { get; init; }

    /// <summary>How many partitions; at least one on every silo, at most one for each timeline. 0: one on every silo.
    /// </summary>
    [Id(2)]
    public int Partitions { get; init; }

    /// <summary>Virtual seconds per second of the wall clock; 0 goes as fast as it can.</summary>
    [Id(3)]
    public double Pace { get; init; }

    /// <summary>Whether observations are collected for <see cref="IRunGrain.TakeWatched"/>.</summary>
    [Id(4)]
    public bool WatchTraces { get; init; }

    /// <summary>Whether every handled message is collected for <see cref="IRunGrain.TakeWatched"/>.</summary>
    [Id(5)]
    public bool WatchMessages { get; init; }

    /// <summary>The command log of an earlier run, to be given again at the same instants; else empty.</summary>
    [Id(6)]
    public IReadOnlyList<LoggedCommand> Replay { get; init; } = [];

    /// <summary>Starts paused, at the boundary of time zero.</summary>
    [Id(7)]
    public bool Paused { get; init; }

    /// <summary>Whether what timelines show is collected for <see cref="IRunGrain.TakeWatched"/>: the messages and
    /// observations about vCPUs on cores, and the jobs' deadlines.</summary>
    [Id(8)]
    public bool WatchTimeline { get; init; }
}
