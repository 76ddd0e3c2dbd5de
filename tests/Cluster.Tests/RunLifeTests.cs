using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>A run's life: start, pause, resume, stop, close.</summary>
public sealed class RunLifeTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly RunPlan Plan = RingWorld.PlanOf(4, Duration.FromMilliseconds(20));

    private static readonly RunPlan Endless = RingWorld.PlanOf(2, Duration.FromSeconds(100_000));

    [Fact]
    public async Task A_finished_run_tells_what_it_did()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan));

        var end = await run.End();
        var result = await run.GetResult();

        Assert.Equal(RunPhase.Finished, end.Phase);
        Assert.Equal(Plan.Duration.Nanoseconds, end.VirtualNanoseconds);
        Assert.Equal(end.Events, result.Events);
        Assert.False(result.Interrupted);
        Assert.Equal(new RingWorld(Plan).Components.Count, result.States.Count);
        Assert.Equal(["h0", "h1", "h2", "h3"], result.Processes.SelectMany(process => process.Hosts).Order());
        Assert.True(result.CpuSeconds > 0);
        await run.Close();
    }

    [Fact]
    public async Task A_paused_run_stands_and_goes_on_to_the_same_digest()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan));
        await run.Pause();
        var before = await run.GetProgress();
        await Task.Yield();
        var after = await run.GetProgress();
        await run.Resume();

        var result = await run.Result();

        Assert.Equal(RunPhase.Paused, before.Phase);
        Assert.Equal(before.VirtualNanoseconds, after.VirtualNanoseconds);
        Assert.Equal(before.Events, after.Events);
        Assert.Equal(BareEngine.DigestOf(new RingWorld(Plan)), result.Digest);
        await run.Close();
    }

    [Fact]
    public async Task A_stopped_run_keeps_its_partial_result()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Endless));
        while ((await run.GetProgress()).Events == 0)
        {
            await Task.Yield();
        }

        await run.Stop();
        var result = await run.GetResult();

        Assert.Equal(RunPhase.Stopped, (await run.GetProgress()).Phase);
        Assert.True(result.Interrupted);
        Assert.InRange(result.VirtualNanoseconds, 1, Endless.Duration.Nanoseconds - 1);
        Assert.Equal(
            BareEngine.DigestOf(new RingWorld(Endless with
            {
                Duration = Duration.FromNanoseconds(result.VirtualNanoseconds),
            })),
            result.Digest);
        await run.Close();
    }

    [Fact]
    public async Task A_paced_run_keeps_behind_the_wall_clock()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Endless, start => start with { Pace = 0.001 }));
        RunProgress progress;
        do
        {
            progress = await run.GetProgress();
        }
        while (progress.VirtualNanoseconds == 0);

        // An upper bound only: how far it lags behind depends on the machine.
        Assert.InRange(progress.VirtualNanoseconds, 1, (long)(progress.WallSeconds * 1e6) + 1);
        await run.Close();
    }

    [Fact]
    public async Task A_run_is_started_once_and_again_after_it_was_closed()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan));
        await Assert.ThrowsAsync<RunFailedException>(() => run.Start(RunDriver.StartOf(Plan)));
        var first = await run.Result();
        await run.Close();

        await run.Start(RunDriver.StartOf(Plan));
        var second = await run.Result();

        Assert.Equal(first.Digest, second.Digest);
        await run.Close();
    }

    [Fact]
    public async Task A_closed_run_leaves_no_component_behind()
    {
        await silos.Client.Run(Plan, start => start with { Granularity = Granularity.Component });
        var management = silos.Client.GetGrain<Orleans.Runtime.IManagementGrain>(0);

        // Deactivation goes on after the call that asked for it; a hung one ends this test by its time limit.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await CountDomains() > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        async Task<int> CountDomains() => (await management.GetSimpleGrainStatistics())
            .Where(entry => entry.GrainType.Contains(".DomainGrain", StringComparison.Ordinal))
            .Sum(entry => entry.ActivationCount);
    }

    [Fact]
    public async Task A_name_that_is_no_key_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RunFailedException>(
            () => silos.Client.GetGrain<IRunGrain>("a b").Start(RunDriver.StartOf(Plan)));

        Assert.Contains("cannot name a run", refused.Message, StringComparison.Ordinal);
    }
}
