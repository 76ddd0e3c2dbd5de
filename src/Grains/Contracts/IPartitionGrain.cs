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
    /// Handles everything due in a window, sends one blob to each partition that is to receive something, and reports
    /// when all of them arrived.
    /// </summary>
    [Alias("Advance")]
    [ResponseTimeout("00:00:10")]
    Task<AdvanceReport> Advance(AdvanceOrder order);

    /// <summary>Takes the messages that another partition sent in a window.</summary>
    /// <param name="epoch">The epoch of the run.</param>
    /// <param name="window">The number of the window.</param>
    /// <param name="from">The index of the sending partition.</param>
    /// <param name="blob">The messages.</param>
    [Alias("Receive")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:10")]
    Task Receive(long epoch, long window, int from, Immutable<byte[]> blob);

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
