using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Shaping;

public class HierarchicalTokenBucketTests
{
    private const long Mbit = 1_000_000;

    [Fact]
    public void Packets_of_an_idle_class_leave_at_once_until_the_bucket_is_in_debt()
    {
        // 10 Mbit/s with tc's 1 600 bytes: one packet by tokens, one more on the last 86 bytes, then 1.1424 ms of debt.
        var bucket = Single(rate: 10 * Mbit);
        Fill(bucket, classId: 10, packets: 3);
        Assert.True(TryDequeue(bucket, 0, out _));
        Assert.True(TryDequeue(bucket, 0, out _));
        Assert.False(TryDequeue(bucket, 0, out var next));
        Assert.Equal((2 * 1_211_200) - 1_280_000, next);
        Assert.False(TryDequeue(bucket, next - 1, out _));
        Assert.True(TryDequeue(bucket, next, out _));
    }

    [Fact]
    public void An_empty_bucket_asks_for_no_event()
    {
        Assert.False(Single(rate: Mbit).TryDequeue(VirtualTime.Zero, out _, out var next));
        Assert.Equal(VirtualTime.Never, next);
    }

    [Fact]
    public void Own_rate_goes_before_borrowing_whatever_the_priority()
    {
        var bucket = Pair(first: 7, second: 0);
        Fill(bucket, classId: 20, packets: 10);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(TryDequeue(bucket, 0, out _));
        }

        // Class 20 must borrow now; class 10 of the last priority still has its own rate.
        Fill(bucket, classId: 10, packets: 1);
        Assert.True(bucket.TryDequeue(VirtualTime.FromNanoseconds(1_000), out var packet, out _));
        Assert.Equal(10, packet.First);
    }

    [Fact]
    public void Unknown_classes_take_the_default_and_an_inner_default_bypasses_the_tree()
    {
        var toLeaf = Pair(first: 0, second: 0, defaultClass: 20);
        Assert.True(toLeaf.Enqueue(99, new QueuedPacket(100, 0, 0)));
        Assert.Equal(1, toLeaf.Statistics(20).BacklogPackets);
        Assert.True(toLeaf.Enqueue(HierarchicalTokenBucket.Direct, new QueuedPacket(100, 0, 0)));
        Assert.Equal(1, toLeaf.Statistics(20).BacklogPackets);

        var toInner = Pair(first: 0, second: 0, defaultClass: 1);
        Assert.True(toInner.EnqueueUnclassified(new QueuedPacket(100, 0, 0)));
        Assert.True(TryDequeue(toInner, 0, out _));
        Assert.Equal(1, toInner.DirectSent);
    }

    [Fact]
    public void Charged_length_includes_overhead_and_is_at_least_mpu()
    {
        var options = new HtbClassOptions
        {
            ClassId = 10,
            RateBitsPerSecond = 8 * Mbit,
            OverheadBytes = 24,
            MinimumPacketBytes = 1_000,
        };
        var bucket = new HierarchicalTokenBucket(new HtbOptions { Classes = [options] }, VirtualTime.Zero);
        Assert.Equal(1_000, bucket.Class(10).ChargedBytes(100));
        Assert.Equal(1_538, bucket.Class(10).ChargedBytes(1_514));
    }

    [Fact]
    public void A_queue_of_bytes_drops_what_would_go_beyond_its_limit()
    {
        var bucket = new HierarchicalTokenBucket(
            new HtbOptions { Classes = [new() { ClassId = 10, RateBitsPerSecond = Mbit, QueueLimitBytes = 3_000 }] },
            VirtualTime.Zero);
        Assert.True(bucket.Enqueue(10, new QueuedPacket(1_500, 0, 0)));
        Assert.False(bucket.Enqueue(10, new QueuedPacket(1_501, 0, 0)));
        Assert.True(bucket.Enqueue(10, new QueuedPacket(1_500, 0, 0)));
        Assert.False(bucket.Enqueue(10, new QueuedPacket(1, 0, 0)));
        Assert.Equal(2, bucket.Statistics(10).Dropped);
        Assert.Equal(3_000, bucket.Statistics(10).BacklogBytes);
    }

    [Theory]
    [InlineData(false, 2, 1_142_400)]
    [InlineData(true, 3, 2_353_600)]
    public void With_hysteresis_a_class_may_owe_a_whole_bucket(bool hysteresis, int burst, long wait)
    {
        // A bucket of 1 280 us and packets of 1 211.2 us: after two it owes 1 142.4 us, which is less than a bucket.
        var bucket = new HierarchicalTokenBucket(
            new HtbOptions
            {
                Hysteresis = hysteresis,
                Classes = [new() { ClassId = 10, RateBitsPerSecond = 10 * Mbit }],
            },
            VirtualTime.Zero);
        Fill(bucket, classId: 10, packets: 9);
        for (var i = 0; i < burst; i++)
        {
            Assert.True(TryDequeue(bucket, 0, out _));
        }

        Assert.False(TryDequeue(bucket, 0, out var next));
        Assert.Equal(wait, next);
        Assert.True(TryDequeue(bucket, next, out _));
    }

    [Fact]
    public void A_class_id_below_zero_is_no_class()
    {
        var bucket = Single(rate: Mbit);
        Assert.False(bucket.IsLeaf(-1));
        Assert.True(bucket.Enqueue(-1, new QueuedPacket(100, 0, 0)));
        Assert.True(TryDequeue(bucket, 0, out _));
        Assert.Equal(1, bucket.DirectSent);
    }

    [Fact]
    public void All_faults_of_a_tree_are_listed_at_once()
    {
        var thrown = Assert.Throws<ArgumentException>(() => new HierarchicalTokenBucket(
            new HtbOptions
            {
                Classes =
                [
                    new() { ClassId = 5, RateBitsPerSecond = 7 },
                    new() { ClassId = 5, Parent = 9, RateBitsPerSecond = Mbit, Priority = -1 },
                ],
            },
            VirtualTime.Zero));
        Assert.Contains("class 5 exists twice", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("parent 9, which does not exist", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("rate of 7 bit/s", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("priority -1", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Trees_have_eight_levels_at_most(int depth, bool allowed)
    {
        var classes = Enumerable.Range(1, depth)
            .Select(one => new HtbClassOptions { ClassId = one, Parent = one - 1, RateBitsPerSecond = Mbit });
        var thrown = Record.Exception(
            () => new HierarchicalTokenBucket(new HtbOptions { Classes = [.. classes] }, VirtualTime.Zero));
        Assert.Equal(allowed, thrown is null);
    }

    [Fact]
    public void Circles_of_classes_are_refused() =>
        Assert.Throws<ArgumentException>(() => new HierarchicalTokenBucket(
            new HtbOptions
            {
                Classes =
                [
                    new() { ClassId = 1, Parent = 2, RateBitsPerSecond = Mbit },
                    new() { ClassId = 2, Parent = 1, RateBitsPerSecond = Mbit },
                ],
            },
            VirtualTime.Zero));

    [Fact]
    public void A_card_has_one_root_and_a_leaf_for_each_shaped_domain()
    {
        var shaping = new ShapingPlan { RateBitsPerSecond = 50 * Mbit, CeilBitsPerSecond = 200 * Mbit };
        var bucket = new HierarchicalTokenBucket(
            HtbOptions.ForCard(1_000 * Mbit, [shaping, null, shaping with { Priority = 3 }], []), VirtualTime.Zero);
        Assert.True(bucket.IsLeaf(HtbOptions.FirstDomainClass));
        Assert.False(bucket.IsLeaf(HtbOptions.FirstDomainClass + 1));
        Assert.Equal(3, bucket.Class(HtbOptions.FirstDomainClass + 2).Priority);
        Assert.Equal(7, bucket.Class(HtbOptions.CardClass).Level);
    }

    [Fact]
    public void Domains_of_one_tenant_may_stand_under_a_class_of_the_tenant()
    {
        var shaping = new ShapingPlan { RateBitsPerSecond = 50 * Mbit, CeilBitsPerSecond = 600 * Mbit };
        var options = HtbOptions.ForCard(
            1_000 * Mbit, [shaping, shaping, null, shaping], ["many", "single", "many", "many"]);
        var bucket = new HierarchicalTokenBucket(options, VirtualTime.Zero);

        // Interfaces 0 and 3 are of one tenant; it gets the first id after those of the interfaces.
        const int Tenant = HtbOptions.FirstDomainClass + 4;
        Assert.Equal(
            [(1, 0), (Tenant, 1), (16, Tenant), (19, Tenant), (17, 1)],
            options.Classes.Select(one => (one.ClassId, one.Parent)));
        Assert.Equal((100 * Mbit, 1_000 * Mbit), (
            options.Classes[1].RateBitsPerSecond, options.Classes[1].CeilBitsPerSecond));
        Assert.Equal(6, bucket.Class(Tenant).Level);
    }

    [Fact]
    public void Packets_allocate_nothing_after_warm_up()
    {
        var bucket = Pair(first: 0, second: 1);
        long now = 0;
        void Send(int packets)
        {
            for (var i = 0; i < packets; i++)
            {
                bucket.Enqueue(i % 2 == 0 ? 10 : 20, new QueuedPacket(1_514, i, 0));
                while (TryDequeue(bucket, now, out var next) || bucket.Backlog > 20)
                {
                    now = Math.Max(now, next == long.MaxValue ? now : next);
                }
            }
        }

        Send(2_000);
        Assert.Equal(0, Allocation.Of(() => Send(10_000)));
    }

    private static HierarchicalTokenBucket Single(long rate) => new(
        new HtbOptions { Classes = [new() { ClassId = 10, RateBitsPerSecond = rate }] }, VirtualTime.Zero);

    private static HierarchicalTokenBucket Pair(int first, int second, int defaultClass = 0) => new(
        new HtbOptions
        {
            DefaultClass = defaultClass,
            Classes =
            [
                new() { ClassId = 1, RateBitsPerSecond = 100 * Mbit },
                Leaf(10, first),
                Leaf(20, second),
            ],
        },
        VirtualTime.Zero);

    private static HtbClassOptions Leaf(int classId, int priority) => new()
    {
        ClassId = classId,
        Parent = 1,
        RateBitsPerSecond = 10 * Mbit,
        CeilBitsPerSecond = 100 * Mbit,
        Priority = priority,
    };

    private static void Fill(HierarchicalTokenBucket bucket, int classId, int packets)
    {
        for (var i = 0; i < packets; i++)
        {
            Assert.True(bucket.Enqueue(classId, new QueuedPacket(1_514, classId, i)));
        }
    }

    private static bool TryDequeue(HierarchicalTokenBucket bucket, long now, out long next)
    {
        var sent = bucket.TryDequeue(VirtualTime.FromNanoseconds(now), out _, out var nextEvent);
        next = nextEvent.Nanoseconds;
        return sent;
    }
}
