using Xenisol.Emulation.Engine;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// The order in which a run shows what it saw: by instant, then timeline, then as it happened in the timeline. It does
/// not depend on partitions or windows, so dumps of equal runs are equal.
/// </summary>
internal static class WatchedOrder
{
    /// <summary>Sorts; each timeline's entries must stand in the order in which they happened.</summary>
    public static WatchedMessage[] Sort(IReadOnlyCollection<WatchedMessage> seen, ITopology topology) =>
        [.. seen.OrderBy(m => m.AtNanoseconds).ThenBy(m => topology.TimelineOf(m.Component))];
}
