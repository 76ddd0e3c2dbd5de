using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>One digest, however a run is spread: the same as of the bare engine without any actor.</summary>
public sealed class DigestTests(OneSilo one, TwoSilos two) : IClassFixture<OneSilo>, IClassFixture<TwoSilos>
{
    private static readonly Emulation.Fleet.RunPlan Plan = RingWorld.PlanOf(8, Duration.FromMilliseconds(20));

    private static readonly string Expected = BareEngine.DigestOf(new RingWorld(Plan));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    public async Task Partitions_do_not_change_the_digest(int partitions)
    {
        var result = await one.Client.Run(Plan, start => start with { Partitions = partitions });

        Assert.Equal(Expected, result.Digest);
        Assert.Equal(partitions, result.Partitions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Components_in_grains_of_their_own_give_the_same_digest(int partitions)
    {
        var result = await one.Client.Run(
            Plan, start => start with { Granularity = Granularity.Component, Partitions = partitions });

        Assert.Equal(Expected, result.Digest);
    }

    [Theory]
    [InlineData(Granularity.Host)]
    [InlineData(Granularity.Component)]
    public async Task Two_silos_give_the_same_digest(Granularity granularity)
    {
        var result = await two.Client.Run(Plan, start => start with { Granularity = granularity });

        Assert.Equal(Expected, result.Digest);
        Assert.Equal(2, result.Partitions);
        Assert.All(result.Processes, process => Assert.True(process.MessagesSent > 0));
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        var result = await one.Client.Run(RingWorld.PlanOf(8, Duration.FromMilliseconds(20), seed: 2010));

        Assert.NotEqual(Expected, result.Digest);
    }
}
