namespace Xenisol.Grains;

/// <summary>What a partition begins with.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Layout">The run's layout.</param>
/// <param name="Replay">The commands of the log that go to its components.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.partition-start")]
public sealed record PartitionStart(
    [property: Id(0)] int Index,
    [property: Id(1)] RunLayout Layout,
    [property: Id(2)] IReadOnlyList<LoggedCommand> Replay);
