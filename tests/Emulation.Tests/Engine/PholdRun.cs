using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>A PHOLD spread over several timelines, which any number of partitions may advance.</summary>
internal sealed class PholdRun(int timelines, ulong seed, int processesEach = 4) : ITopology
{
    private static readonly Duration Lookahead = Duration.FromNanoseconds(50);

    public int TimelineOf(int component) => component / processesEach;

    public Timeline CreateTimeline(int index) =>
        new(
            index,
            [.. Enumerable.Range(index * processesEach, processesEach).Select(id => new PholdProcess(
                id, timelines * processesEach, 3, Lookahead, Duration.FromNanoseconds(400), seed))],
            this,
            Lookahead);

    /// <summary>Partition <paramref name="number"/> of <paramref name="count"/>: every count-th timeline.</summary>
    public Partition CreatePartition(int number, int count) =>
        new(
            [.. Enumerable.Range(0, timelines).Where(index => index % count == number).Select(CreateTimeline)],
            timelines,
            Lookahead);

    /// <summary>Advances all partitions in turns, window by window, at most one lookahead at a time.</summary>
    /// <param name="partitions">All partitions of the run.</param>
    /// <param name="until">The end.</param>
    /// <param name="atBoundary">Called at each boundary with the partitions; may replace them.</param>
    public static void Advance(Partition[] partitions, VirtualTime until, Action<Partition[]>? atBoundary = null)
    {
        var next = partitions.Min(partition => partition.Next);
        while (next < until)
        {
            var end = VirtualTime.Min(until, next + Lookahead);
            foreach (var partition in partitions)
            {
                partition.Advance(end);
            }

            Exchange(partitions);
            atBoundary?.Invoke(partitions);
            next = partitions.Min(partition => partition.Next);
        }
    }

    public static ulong DigestOf(IEnumerable<Partition> partitions) =>
        RunDigest.Of(partitions.SelectMany(partition => partition.Timelines));

    private static void Exchange(Partition[] partitions)
    {
        foreach (var source in partitions)
        {
            foreach (var message in source.Outgoing)
            {
                partitions
                    .Single(partition => partition.Timelines.Any(timeline => timeline.Index == message.Timeline))
                    .Accept(message);
            }

            source.Outgoing.Clear();
        }
    }
}
