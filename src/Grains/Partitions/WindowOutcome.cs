namespace Xenisol.Grains.Partitions;

/// <summary>What a partition's thread hands back after a window.</summary>
/// <param name="Report">The report for the run.</param>
/// <param name="Blobs">For each partition what it is to receive; null for nothing.</param>
/// <param name="Counts">For each partition how many messages its blob holds.</param>
internal sealed record WindowOutcome(AdvanceReport Report, byte[]?[] Blobs, int[] Counts);
