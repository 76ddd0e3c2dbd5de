using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>Aim: no packet leaves before its least wait is over. Method: two random leaves, random arrivals.</summary>
public sealed class LeastWaitProperties
{
    private const int Leaf = 16;

    // Costs of single packets are rounded down, and so is that of all of them at once.
    private const long RoundingNanoseconds = 200;

    private static readonly Gen<(long Gap, int Leaf, long Bytes)[]> Arrivals =
        Gen.Select(Gen.Long[0, 3_000_000], Gen.Int[0, 1], Gen.Long[64, 1_514]).Array[1, 100];

    [Fact]
    public void No_packet_leaves_before_its_least_wait_is_over() =>
        Gen.Select(Gen.Long[1, 100], Gen.Long[1, 100], Arrivals).Sample((first, second, arrivals) =>
            Waits(Tree(first, second), arrivals).All(one => one.Waited >= one.Least - RoundingNanoseconds));

    [Fact]
    public void Nor_before_that_of_a_filter_for_all() =>
        Gen.Select(Gen.Long[1, 100], Arrivals).Sample((rate, arrivals) =>
            Waits(new TokenBucketFilter(Filter(rate), VirtualTime.Zero), arrivals)
                .All(one => one.Waited >= one.Least - RoundingNanoseconds));

    [Fact]
    public void Of_a_class_that_is_alone_and_has_its_ceiling_it_is_the_wait() =>
        Gen.Select(Gen.Long[1, 100], Arrivals).Sample((rate, arrivals) =>
            Waits(Tree(rate, 1), [.. arrivals.Select(one => one with { Leaf = 0 })])
                .All(one => Math.Abs(one.Waited - one.Least) <= RoundingNanoseconds));

    private static HierarchicalTokenBucket Tree(long first, long second) =>
        new(HtbOptions.ForCard(150_000_000, [Plan(first), Plan(second)], []), VirtualTime.Zero);

    private static TokenBucketOptions Filter(long megabits) => new()
    {
        RateBitsPerSecond = megabits * 1_000_000,
        BurstBytes = 3_000,
        LimitBytes = 1_000_000,
        PeakRateBitsPerSecond = megabits * 2_000_000,
        PeakBurstBytes = 1_600,
    };

    private static List<(long Least, long Waited)> Waits(
        IQueueingDiscipline bucket, (long Gap, int Leaf, long Bytes)[] arrivals)
    {
        var least = new long[arrivals.Length];
        var arrived = new long[arrivals.Length];
        List<(long, long)> waits = [];
        var now = 0L;
        var next = VirtualTime.Zero;
        for (var i = 0; i < arrivals.Length; i++)
        {
            now += arrivals[i].Gap;
            Drain(VirtualTime.FromNanoseconds(now));
            var classId = Leaf + arrivals[i].Leaf;
            least[i] = bucket.LeastWait(classId, VirtualTime.FromNanoseconds(now)).Nanoseconds;
            arrived[i] = now;
            Assert.True(bucket.Enqueue(classId, new QueuedPacket(arrivals[i].Bytes, i, 0)));
            next = VirtualTime.FromNanoseconds(now);
        }

        Drain(VirtualTime.Never);
        Assert.Equal(arrivals.Length, waits.Count);
        return waits;

        void Drain(VirtualTime until)
        {
            while (next < until)
            {
                var at = next;
                while (bucket.TryDequeue(at, out var packet, out next))
                {
                    waits.Add((least[packet.First], at.Nanoseconds - arrived[packet.First]));
                }
            }
        }
    }

    private static ShapingPlan Plan(long megabits) => new()
    {
        RateBitsPerSecond = megabits * 1_000_000,
        CeilBitsPerSecond = megabits * 1_000_000,
    };
}
