using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>Watching a run: the same is seen however it is spread, all of it, and the digest does not change.</summary>
public sealed class WatchTests(OneSilo one, TwoSilos silos) : IClassFixture<OneSilo>, IClassFixture<TwoSilos>
{
    private static readonly RunPlan Plan = RingWorld.PlanOf(4, Duration.FromMilliseconds(20));

    [Theory]
    [InlineData(Granularity.Host, 6)]
    [InlineData(Granularity.Component, 2)]
    public async Task What_is_seen_does_not_depend_on_how_a_run_is_spread(Granularity granularity, int partitions)
    {
        var (expected, _) = await Watch(Plan, start => start with { WatchMessages = true, WatchTraces = true });

        var (seen, result) = await Watch(Plan, start => start with
        {
            WatchMessages = true,
            WatchTraces = true,
            Granularity = granularity,
            Partitions = partitions,
        });

        Assert.Equal(expected, seen);
        Assert.Equal(result.Events, seen.Count(message => !message.IsObservation));
        Assert.Contains(seen, message => message.IsObservation);
        Assert.Equal(BareEngine.DigestOf(new RingWorld(Plan)), result.Digest);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_seen()
    {
        var (messages, _) = await Watch(Plan, start => start with { WatchMessages = true });
        var (traces, _) = await Watch(Plan, start => start with { WatchTraces = true });

        Assert.All(messages, message => Assert.False(message.IsObservation));
        Assert.All(traces, message => Assert.True(message.IsObservation));
        Assert.NotEmpty(traces);
    }

    [Fact]
    public async Task A_run_waits_for_a_slow_watcher_and_drops_nothing()
    {
        // Far more messages than the run keeps, and nobody takes them until it stands still.
        const int Kept = 200_000;
        var run = one.Client.NewRun();
        await run.Start(RunDriver.StartOf(
            RingWorld.PlanOf(4, Duration.FromSeconds(2)), start => start with { WatchMessages = true }));
        while ((await run.GetProgress()).Events < Kept)
        {
            await Task.Yield();
        }

        for (var i = 0; i < 1_000; i++)
        {
            var stalled = await run.GetProgress();
            Assert.Equal(RunPhase.Running, stalled.Phase);
            Assert.True(stalled.Events < 2 * Kept, $"{stalled.Events} events");
        }

        var seen = await Take(run);
        var result = await run.GetResult();

        Assert.True(result.Events > 2 * Kept);
        Assert.Equal(result.Events, seen.Count);
        await run.Close();
    }

    private async Task<(List<WatchedMessage> Seen, RunResult Result)> Watch(
        RunPlan plan, Func<RunStart, RunStart> with)
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(plan, with));
        var seen = await Take(run);
        var result = await run.GetResult();
        await run.Close();
        return (seen, result);
    }

    private static async Task<List<WatchedMessage>> Take(IRunGrain run)
    {
        var seen = new List<WatchedMessage>();
        WatchedBatch batch;
        do
        {
            batch = await run.TakeWatched();
            seen.AddRange(batch.Messages);
        }
        while (!batch.IsLast);
        return seen;
    }
}
