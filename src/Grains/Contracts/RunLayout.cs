namespace Xenisol.Grains;

/// <summary>How a run is laid out over the cluster: what everybody needs who wants to find a component.</summary>
/// <param name="Plan">The plan with every domain placed.</param>
/// <param name="Granularity">Where the components' state lives.</param>
/// <param name="Epoch">The epoch of the run.</param>
/// <param name="Silos">The silo of each partition; timeline t belongs to partition t modulo their number.</param>
/// <param name="WatchTraces">Whether observations are collected.</param>
/// <param name="WatchMessages">Whether handled messages are collected.</param>
/// <param name="WatchTimeline">Whether what timelines show is collected.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.layout")]
public sealed record RunLayout(
    [property: Id(0)] byte[] Plan,
    [property: Id(1)] Granularity Granularity,
    [property: Id(2)] long Epoch,
    [property: Id(3)] IReadOnlyList<SiloAddress> Silos,
    [property: Id(4)] bool WatchTraces,
    [property: Id(5)] bool WatchMessages,
    [property: Id(6)] bool WatchTimeline = false);
