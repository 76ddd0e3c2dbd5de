using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.Tests.Shaping;

public sealed class ShapingBinderTests
{
    [Fact]
    public void Classes_are_bound_in_the_order_in_which_they_are_written()
    {
        CardShapingPlan plan = Bind(
            "default: rest, r2q: 5, bypassQueue: 7, hysteresis: true, classes: [",
            "{ name: card, rate: 1Gbit/s, children: [",
            "  { name: gold, rate: 100Mbit/s, ceil: 1Gbit/s, burst: 64KiB, ceilBurst: 32KiB, overhead: 24B,",
            "    leastPacket: 64B, domains: [web], priority: 1, quantum: 3KB, queue: { bfifo: 30KiB } } ] },",
            "{ name: rest, parent: card, rate: 1Mbit/s, queue: { pfifo: 50 }, domains: [bulk] } ]");

        Assert.NotNull(plan.Tree);
        Assert.Equal((3, 5, 7, true), (
            plan.Tree.DefaultClass, plan.Tree.RateToQuantum, plan.Tree.DirectLimitPackets, plan.Tree.Hysteresis));
        Assert.Equal(
            [
                new HtbClassOptions
                {
                    ClassId = 1, RateBitsPerSecond = 1_000_000_000, CeilBitsPerSecond = 1_000_000_000,
                },
                new HtbClassOptions
                {
                    ClassId = 2, Parent = 1, RateBitsPerSecond = 100_000_000, CeilBitsPerSecond = 1_000_000_000,
                    BurstBytes = 65_536, CeilBurstBytes = 32_768, Priority = 1, QuantumBytes = 3_000,
                    OverheadBytes = 24, MinimumPacketBytes = 64, QueueLimitBytes = 30_720,
                },
                new HtbClassOptions
                {
                    ClassId = 3, Parent = 1, RateBitsPerSecond = 1_000_000, CeilBitsPerSecond = 1_000_000,
                    QueueLimitPackets = 50,
                },
            ],
            plan.Tree.Classes);
    }

    [Fact]
    public void A_domain_with_a_count_is_named_as_a_whole_or_one_by_one()
    {
        Assert.Equal(
            [new DomainClass("web", 1), new DomainClass("bulk1", 2), new DomainClass("bulk2", 2)],
            Bind(
                "classes: [ { name: a, rate: 1Mbit/s, domains: [web] },",
                "{ name: b, rate: 1Mbit/s, domains: [bulk] } ]").Classes);
        Assert.Equal(
            [new DomainClass("bulk2", 1), new DomainClass("web", 1), new DomainClass("bulk1", 2)],
            Bind(
                "classes: [ { name: a, rate: 1Mbit/s, domains: [bulk2, web] },",
                "{ name: b, rate: 1Mbit/s, domains: [bulk1] } ]").Classes);
    }

    [Fact]
    public void Plans_make_a_leaf_for_each_domain_and_on_demand_a_class_for_each_tenant()
    {
        Assert.False(Bind("plans: domains").TenantClasses);
        Assert.True(Bind("plans: tenants").TenantClasses);
    }

    [Fact]
    public void A_token_bucket_is_bound_and_a_latency_becomes_its_limit()
    {
        Assert.Equal(
            new TokenBucketOptions
            {
                RateBitsPerSecond = 10_000_000,
                BurstBytes = 32_768,
                LimitBytes = 12_500 + 2_000,
                PeakRateBitsPerSecond = 10_000_008,
                PeakBurstBytes = 2_000,
            },
            Bind("tbf: { rate: 10Mbit/s, burst: 32KiB, latency: 10ms, peakRate: 10000008bit/s, mtu: 2KB }")
                .TokenBucket);
        Assert.Equal(
            65_536, Bind("tbf: { rate: 10Mbit/s, burst: 32KiB, limit: 64KiB }").TokenBucket?.LimitBytes);
    }

    [Fact]
    public void A_tree_travels_with_the_plan()
    {
        RunPlan plan = ShapingSample.Load(
            "", "default: a, classes: [ { name: a, rate: 1Mbit/s, domains: [web] } ]").Plan!;
        RunPlan read = RunPlanJson.Read(RunPlanJson.Write(plan));
        Assert.Equal(RunPlanJson.Write(plan), RunPlanJson.Write(read));
        Assert.Equal(1, Assert.Single(read.Hosts[0].DriverDomain!.CardShaping.Classes).ClassId);
        Assert.Equal(1, read.Hosts[0].DriverDomain!.CardShaping.Tree!.DefaultClass);
    }

    private static CardShapingPlan Bind(params string[] shaping)
    {
        ScenarioResult result = ShapingSample.Load("", shaping);
        Assert.True(result.Plan is not null, string.Join('\n', result.Errors));
        Assert.True(result.Plan.Hosts[0].DriverDomain!.Shaping);
        return result.Plan.Hosts[0].DriverDomain!.CardShaping;
    }
}
