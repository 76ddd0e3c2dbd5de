using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>Commands: they change a run, are logged, and replay to the same digest.</summary>
public sealed class CommandTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private const string Component = "h1/Domain/Domain";

    private static readonly RunPlan Plan = RingWorld.PlanOf(4, Duration.FromMilliseconds(200));

    [Theory]
    [InlineData(Granularity.Host, 1)]
    [InlineData(Granularity.Host, 4)]
    [InlineData(Granularity.Component, 2)]
    public async Task A_replayed_log_gives_the_digest_of_the_commanded_run(Granularity granularity, int partitions)
    {
        var commanded = await Commanded();

        var replayed = await silos.Client.Run(Plan, start => start with
        {
            Replay = commanded.Commands,
            Granularity = granularity,
            Partitions = partitions,
        });

        Assert.Equal(2, commanded.Commands.Count);
        Assert.True(commanded.Commands[1].AtNanoseconds > 0, "the second command came in the middle of the run");
        Assert.NotEqual(BareEngine.DigestOf(new RingWorld(Plan)), commanded.Digest);
        Assert.Equal(commanded.Digest, replayed.Digest);
        Assert.Equal(commanded.Commands, replayed.Commands);
    }

    [Fact]
    public async Task A_command_takes_effect_at_its_instant()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        var logged = await run.Command(new ComponentCommand(Component, MessageKind.SetCredit, 0, 77, 0));
        await run.Resume();
        await run.Result();

        var state = await silos.Client.GetGrain<IDomainGrain>($"{run.GetPrimaryKeyString()}/{Component}").GetState();

        Assert.Equal(new LoggedCommand(0, 0, Component, MessageKind.SetCredit, 0, 77, 0), logged);
        Assert.Equal(77, state.ValueOf("step"));
        await run.Close();
    }

    [Fact]
    public async Task Commands_to_a_run_that_is_over_or_to_nobody_are_refused()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        await Assert.ThrowsAsync<RunFailedException>(
            () => run.Command(new ComponentCommand("h1/Domain/nobody", MessageKind.SetCredit, 0, 1, 0)));
        await run.Stop();

        var refused = await Assert.ThrowsAsync<RunFailedException>(
            () => run.Command(new ComponentCommand(Component, MessageKind.SetCredit, 0, 1, 0)));

        Assert.Contains("is Stopped", refused.Message, StringComparison.Ordinal);
        await run.Close();
    }

    [Fact]
    public async Task A_log_out_of_order_is_refused()
    {
        var log = new[] { new LoggedCommand(1, 0, Component, MessageKind.SetCredit, 0, 1, 0) };

        var refused = await Assert.ThrowsAsync<RunFailedException>(
            () => silos.Client.NewRun().Start(RunDriver.StartOf(Plan, start => start with { Replay = log })));

        Assert.Contains("position 1", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A run that is commanded at its start and again wherever it stands when it is paused.</summary>
    private async Task<RunResult> Commanded()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        await run.Command(new ComponentCommand(Component, MessageKind.SetCredit, 0, 5, 0));
        await run.Resume();
        while ((await run.GetProgress()).VirtualNanoseconds == 0)
        {
            await Task.Yield();
        }

        await run.Command(new ComponentCommand("/Fabric/fabric", MessageKind.SetCredit, 0, 9, 0));
        var result = await run.Result();
        await run.Close();
        return result;
    }
}
