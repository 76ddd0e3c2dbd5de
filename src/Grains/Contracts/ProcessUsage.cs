namespace Xenisol.Grains;

/// <summary>What a process did for a run.</summary>
/// <param name="ProcessId">The operating system's number.</param>
/// <param name="Hosts">The hosts it advanced, in the plan's order.</param>
/// <param name="MessagesSent">Timestamped messages sent to partitions of other processes.</param>
/// <param name="BlobsSent">Blobs in which they travelled.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.process")]
public sealed record ProcessUsage(
    [property: Id(0)] int ProcessId,
    [property: Id(1)] IReadOnlyList<string> Hosts,
    [property: Id(2)] long MessagesSent,
    [property: Id(3)] long BlobsSent);
