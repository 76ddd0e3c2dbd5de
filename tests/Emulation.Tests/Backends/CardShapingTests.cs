using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>What the host's plan says about token buckets is what its frames meet.</summary>
public sealed class CardShapingTests
{
    private const long Mbit = 1_000_000;

    [Fact]
    public void A_given_tree_shares_the_wire_as_its_leaves_say()
    {
        var wire = WireBytes(new CardShapingPlan
        {
            Tree = new HtbOptions
            {
                DefaultClass = 3,
                Classes =
                [
                    Class(1, 0, 100),
                    Class(2, 1, 60) with { CeilBitsPerSecond = 100 * Mbit },
                    Class(3, 1, 20),
                ],
            },
            Classes = [new DomainClass("first", 2)],
        });

        // The second domain has no class of its own and takes the default; the first borrows what is left.
        Near(80, wire[0]);
        Near(20, wire[1]);
    }

    [Fact]
    public void One_bucket_limits_all_domains_together()
    {
        var wire = WireBytes(new CardShapingPlan
        {
            TokenBucket = new TokenBucketOptions
            {
                RateBitsPerSecond = 50 * Mbit,
                BurstBytes = 64 * 1_024,
                LimitBytes = 256 * 1_024,
            },
        });
        Near(50, wire.Sum() - (64 * 1_024));
    }

    [Fact]
    public void A_class_of_the_tenant_stands_between_only_if_it_is_asked_for()
    {
        var shaping = new ShapingPlan { RateBitsPerSecond = Mbit, CeilBitsPerSecond = Mbit };
        var wiring = new NetworkBackendWiring
        {
            DriverDomain = 1,
            Card = 2,
            CardBitsPerSecond = 1_000 * Mbit,
            Guests = [3, 4],
            EventChannels = [5, 6],
            Shaping = [shaping, shaping],
            Domains = [NetworkPlans.Domain("first"), NetworkPlans.Domain("second")],
            Warmup = VirtualTime.Zero,
        };
        Assert.Equal(7, LevelOfParent(wiring));
        Assert.Equal(6, LevelOfParent(wiring with { CardShaping = new CardShapingPlan { TenantClasses = true } }));

        static int LevelOfParent(NetworkBackendWiring wiring)
        {
            var (discipline, classes) = CardShaping.Create(wiring);
            Assert.Equal([16, 17], classes);
            var tree = Assert.IsType<HierarchicalTokenBucket>(discipline);
            return tree.HasClass(18) ? tree.Class(18).Level : tree.Class(HtbOptions.CardClass).Level;
        }
    }

    private static HtbClassOptions Class(int classId, int parent, long megabits) => new()
    {
        ClassId = classId,
        Parent = parent,
        RateBitsPerSecond = megabits * Mbit,
        BurstBytes = 64 * 1_024,
        CeilBurstBytes = 64 * 1_024,
    };

    /// <summary>What two domains with endless streams put on the wire in 200 ms, in bytes.</summary>
    private static long[] WireBytes(CardShapingPlan shaping)
    {
        var stream = new StreamPlan { Sends = true };
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Credit,
            4,
            NetworkPlans.Domain("first", stream),
            NetworkPlans.Domain("second", stream));
        var host = plan.Hosts[0];
        plan = plan with
        {
            Hosts = [host with { DriverDomain = host.DriverDomain! with { CardShaping = shaping } }],
        };
        var world = new World(plan);
        var timelines = Enumerable.Range(0, world.TimelineCount).Select(index => world.CreateTimeline(index)).ToArray();
        new Partition([.. timelines], world.TimelineCount, world.Lookahead)
            .Advance(VirtualTime.Zero + Duration.FromMilliseconds(200));
        var backend = timelines.SelectMany(one => one.Processes).OfType<NetworkBackend>().Single();
        return [backend.AllCountsOf(0).WireBytes, backend.AllCountsOf(1).WireBytes];
    }

    // Bursts, slow start and the last window: within a sixth of the rate.
    private static void Near(long megabits, long bytes)
    {
        var expected = megabits * Mbit / 8 / 5;
        Assert.InRange(bytes, expected * 5 / 6, expected * 7 / 6);
    }
}
