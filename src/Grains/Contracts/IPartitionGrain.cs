using Orleans.Concurrency;

namespace Xenisol.Grains;

/// <summary>
/// A set of timelines on one silo, advanced by a thread of its own. Key: <c>run/index</c>. Only the run and the other
/// partitions call it.
/// </summary>
[Alias("xenisol.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Builds the timelines; returns the earliest pending message in nanoseconds.</summary>
    [Alias("Start")]
    Task<long> Start(PartitionStart start);

    /// <summary>
    /// Handles everything due, window by window; at the end of each the partitions tell each other what they sent and
    /// what is next, so that all open the same next window and stop at the same boundary.
    /// </summary>
    [Alias("Advance")]
    [ResponseTimeout("00:00:20")]
    Task<AdvanceReport> Advance(AdvanceOrder order);

    /// <summary>
    /// Takes what another partition tells at the end of a window. One way: windows are numbered, and a partition that
    /// hears nothing for 10 s fails the run.
    /// </summary>
    [Alias("Receive")]
    [AlwaysInterleave]
    [OneWay]
    Task Receive(PeerWindow window);

    /// <summary>Queues commands at their instants, which lie at or after the boundary.</summary>
    [Alias("Inject")]
    Task Inject(long epoch, IReadOnlyList<LoggedCommand> commands);

    /// <summary>The state of one component at the last boundary.</summary>
    [Alias("Capture")]
    Task<CapturedState> Capture(long epoch, int component);

    /// <summary>The states of all its components at the last boundary, one entry per timeline.</summary>
    [Alias("CaptureAll")]
    Task<IReadOnlyList<CapturedState>> CaptureAll(long epoch);

    /// <summary>What it did so far.</summary>
    [Alias("GetUsage")]
    Task<PartitionUsage> GetUsage(long epoch);

    /// <summary>Ends its thread and lets its components go.</summary>
    [Alias("Close")]
    Task Close(long epoch);
}
