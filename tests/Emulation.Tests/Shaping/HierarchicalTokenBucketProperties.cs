using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Htb;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>
/// Random trees of one to three levels with up to 70 leaves (so that a row is longer than one word of bits) and random
/// sources. The laws are those of any token bucket; they do not use the algorithm.
/// </summary>
public class HierarchicalTokenBucketProperties
{
    private const long End = 200_000_000;
    private const int FirstLeaf = 100;

    private static readonly Gen<(HtbOptions Options, HtbFlow[] Flows)> World =
        from inner in Gen.Int[0, 4]
        from shapes in Gen.Select(Gen.Int[0, inner], Gen.Long[1, 80], Gen.Long[0, 40], Gen.Int[0, 7], Gen.Int[1, 40])
            .Array[1, 70]
        from flows in Gen.Select(Gen.Long[64, 1_514], Gen.Long[0, 2_000_000], Gen.Long[0, 3], Gen.Int[1, 30])
            .Array[shapes.Length]
        select (Tree(inner, shapes), Sources(flows));

    [Fact]
    public void No_packet_appears_or_vanishes() =>
        World.Sample(world =>
        {
            var driver = Drive(world.Options, world.Flows);
            var offered = driver.Offered.Sum();
            Assert.Equal(offered, driver.Sent.Count + driver.Dropped.Sum() + driver.Bucket.Backlog);
            for (var flow = 0; flow < world.Flows.Length; flow++)
            {
                var statistics = driver.Bucket.Statistics(FirstLeaf + flow);
                Assert.Equal(driver.Sent.Count(one => one.Flow == flow), statistics.SentPackets);
                Assert.Equal(statistics.SentPackets, statistics.Lended + statistics.Borrowed);
                Assert.Equal(driver.Dropped[flow], statistics.Dropped);
                Assert.Equal(
                    driver.Offered[flow] - driver.Dropped[flow] - statistics.SentPackets, statistics.BacklogPackets);
                Assert.Equal(statistics.BacklogPackets * world.Flows[flow].PacketBytes, statistics.BacklogBytes);
            }
        });

    [Fact]
    public void A_leaf_sends_no_more_than_its_ceiling_in_any_interval() =>
        World.Sample(world =>
        {
            var driver = Drive(world.Options, world.Flows);
            for (var flow = 0; flow < world.Flows.Length; flow++)
            {
                var leaf = driver.Bucket.Class(FirstLeaf + flow);
                AssertBounded(
                    [.. driver.Sent.Where(one => one.Flow == flow).Select(one => (one.At, one.Bytes))],
                    leaf.Ceil.BytesPerSecond,
                    leaf.CeilBucket.Nanoseconds);
            }
        });

    [Fact]
    public void Packets_of_a_class_leave_in_the_order_of_arrival() =>
        World.Sample(world =>
        {
            var driver = Drive(world.Options, world.Flows);
            for (var flow = 0; flow < world.Flows.Length; flow++)
            {
                var arrivals = driver.Sent.Where(one => one.Flow == flow).Select(one => one.Arrived).ToArray();
                Assert.Equal(arrivals.Order(), arrivals);
            }
        });

    [Fact]
    public void Saving_and_loading_midway_changes_nothing() =>
        Gen.Select(World, Gen.Long[0, End]).Sample((world, stop) =>
        {
            var whole = Drive(world.Options, world.Flows);
            var parts = new HtbDriver(new HierarchicalTokenBucket(world.Options, VirtualTime.Zero), world.Flows);
            parts.RunUntil(stop);
            var saved = Save(parts.Bucket);
            parts.Bucket = new HierarchicalTokenBucket(world.Options, VirtualTime.Zero);
            var load = StateTransfer.Load(saved);
            parts.Bucket.Transfer(load);
            load.Finish();
            Assert.Equal(saved, Save(parts.Bucket));
            parts.RunUntil(End);
            Assert.Equal(whole.Sent, parts.Sent);
            Assert.Equal(Save(whole.Bucket), Save(parts.Bucket));
        });

    private static HtbDriver Drive(HtbOptions options, HtbFlow[] flows)
    {
        var driver = new HtbDriver(new HierarchicalTokenBucket(options, VirtualTime.Zero), flows);
        driver.RunUntil(End);
        return driver;
    }

    private static byte[] Save(HierarchicalTokenBucket bucket)
    {
        var save = StateTransfer.Save();
        bucket.Transfer(save);
        return save.ToArray();
    }

    /// <summary>Bytes of any interval ≤ bucket + rate × interval + one packet, by the least slack so far.</summary>
    private static void AssertBounded((long At, long Bytes)[] sent, long bytesPerSecond, long bucketNanoseconds)
    {
        // In byte-nanoseconds, so that nothing is rounded. Linux rounds a packet's cost down, by less than 1 ns each.
        var level = (Int128)0;
        var last = 0L;
        foreach (var (at, bytes) in sent)
        {
            level = Int128.Max(0, level - ((Int128)(at - last) * bytesPerSecond));
            Assert.True(level <= (Int128)(bucketNanoseconds + sent.Length) * bytesPerSecond);
            level += (Int128)bytes * 1_000_000_000;
            last = at;
        }
    }

    private static HtbOptions Tree(int inner, (int Parent, long Rate, long MoreCeil, int Priority, int Limit)[] leaves)
    {
        // Inner classes 1, 2, …: each under the one before, so that leaves hang at several depths.
        var classes = Enumerable.Range(1, inner).Select(one => new HtbClassOptions
        {
            ClassId = one,
            Parent = one - 1,
            RateBitsPerSecond = 400_000_000 / one,
        }).ToList();
        for (var i = 0; i < leaves.Length; i++)
        {
            classes.Add(new HtbClassOptions
            {
                ClassId = FirstLeaf + i,
                Parent = leaves[i].Parent,
                RateBitsPerSecond = leaves[i].Rate * 250_000,
                CeilBitsPerSecond = (leaves[i].Rate + leaves[i].MoreCeil) * 250_000,
                Priority = leaves[i].Priority,
                QuantumBytes = leaves[i].Limit % 3 == 0 ? 0 : leaves[i].Limit * 200,
                QueueLimitPackets = leaves[i].Limit,
            });
        }

        // An inner class without a child would be a leaf that no flow uses; that is allowed.
        return new HtbOptions { Classes = classes };
    }

    private static HtbFlow[] Sources((long Bytes, long Start, long Gap, int Burst)[] flows) =>
        [.. flows.Select((flow, i) =>
            new HtbFlow($"f{i}", FirstLeaf + i, flow.Bytes, flow.Start, End, flow.Gap * 1_700_000, flow.Burst))];
}
