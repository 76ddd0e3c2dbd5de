using Orleans.Core.Internal;
using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;
using Xenisol.Grains.Components;

namespace Xenisol.Cluster.Tests;

/// <summary>Component grains: who holds what, what they answer, and what happens when one is lost.</summary>
public sealed class ComponentGrainTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly RunPlan Plan = RingWorld.PlanOf(4, Duration.FromMilliseconds(10));

    private static readonly RunPlan Endless = RingWorld.PlanOf(2, Duration.FromSeconds(3_600));

    private static readonly IReadOnlyList<ComponentInfo> Components = new RingWorld(Plan).Components;

    [Fact]
    public async Task Granularity_component_calls_grains_far_more_often()
    {
        var host = await silos.Client.Run(Plan);
        var component = await silos.Client.Run(Plan, start => start with { Granularity = Granularity.Component });

        Assert.True(component.GrainCalls > host.GrainCalls + (component.Events / 10), $"{component.GrainCalls} calls");
    }

    [Fact]
    public async Task Both_granularities_give_the_same_answers()
    {
        var answers = new List<IReadOnlyList<ComponentState>>();
        foreach (var granularity in new[] { Granularity.Host, Granularity.Component })
        {
            var run = silos.Client.NewRun();
            await run.Start(RunDriver.StartOf(Plan, start => start with { Granularity = granularity }));
            await run.Result();
            answers.Add(await Task.WhenAll(Components.Select(c => Grain(run, c).GetState())));
            await run.Close();
        }

        Assert.All(answers[0], state => Assert.Equal(Plan.Duration.Nanoseconds, state.AtNanoseconds));
        Assert.Contains(answers[0], state => state.ValueOf("sum") != 0);
        foreach (var (host, component) in answers[0].Zip(answers[1]))
        {
            Assert.Equivalent(host, component, strict: true);
        }
    }

    [Fact]
    public async Task A_component_that_loses_its_state_fails_the_run()
    {
        var lost = Components[2];
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Endless, start => start with { Granularity = Granularity.Component }));
        await Grain(run, lost).AsReference<IGrainManagementExtension>()
            .DeactivateOnIdle(TestContext.Current.CancellationToken);

        var end = await run.End();

        Assert.Equal(RunPhase.Failed, end.Phase);
        Assert.Contains($"Component {lost.Path} lost its state at ", end.Failure, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RunFailedException>(run.GetResult);
        Assert.Equal(end.Failure, refused.Message);
        await run.Close();
    }

    [Fact]
    public async Task Granularity_host_survives_the_loss_of_a_component_grain()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        await Grain(run, Components[2]).GetState();
        await Grain(run, Components[2]).AsReference<IGrainManagementExtension>()
            .DeactivateOnIdle(TestContext.Current.CancellationToken);
        await run.Resume();

        var result = await run.Result();

        Assert.Equal(BareEngine.DigestOf(new RingWorld(Plan)), result.Digest);
        await run.Close();
    }

    [Fact]
    public async Task Unknown_components_and_runs_are_named_in_the_refusal()
    {
        var run = silos.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan));

        var component = await Assert.ThrowsAsync<RunFailedException>(
            silos.Client.GetGrain<IDomainGrain>($"{run.GetPrimaryKeyString()}/h0/Domain/nobody").GetState);
        Assert.Contains("has no component h0/Domain/nobody", component.Message, StringComparison.Ordinal);

        var none = await Assert.ThrowsAsync<RunFailedException>(
            silos.Client.GetGrain<IDomainGrain>("never-started/h0/Domain/Domain").GetState);
        Assert.Contains("There is no run never-started", none.Message, StringComparison.Ordinal);
        await run.Close();
    }

    private IComponentGrain Grain(IRunGrain run, ComponentInfo component) => ComponentGrains.Get(
        silos.Client, component.Kind, GrainKeys.Component(run.GetPrimaryKeyString(), component));
}
