namespace Xenisol.Grains;

/// <summary>What a partition did in the whole run.</summary>
/// <param name="ProcessId">The process it lives in.</param>
/// <param name="CpuSeconds">CPU time of that process since the partition started.</param>
/// <param name="Hosts">The hosts it advances.</param>
/// <param name="MessagesToOtherSilos">Messages sent to partitions on other silos.</param>
/// <param name="BlobsToOtherSilos">Blobs in which they travelled.</param>
/// <param name="GrainCalls">Calls that grains of this run took on its silo.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.partition-usage")]
public sealed record PartitionUsage(
    [property: Id(0)] int ProcessId,
    [property: Id(1)] double CpuSeconds,
    [property: Id(2)] IReadOnlyList<string> Hosts,
    [property: Id(3)] long MessagesToOtherSilos,
    [property: Id(4)] long BlobsToOtherSilos,
    [property: Id(5)] long GrainCalls);
