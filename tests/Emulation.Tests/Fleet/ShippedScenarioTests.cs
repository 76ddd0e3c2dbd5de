using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Tests.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>
/// Aim: what is shipped is reproducible. Method: the first 200 virtual milliseconds of each scenario, whole; stopped
/// at boundaries and resumed in fresh worlds; and with every component behind a gateway.
/// </summary>
public sealed class ShippedScenarioTests
{
    private static readonly Duration End = Duration.FromMilliseconds(200);

    public static TheoryData<string> Scenarios =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.yaml")
            .Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_that_is_stopped_and_resumed_has_the_same_digest(string file)
    {
        var plan = PlanOf(file);
        var whole = new WorldRun(plan).AdvanceTo(End);

        var stopped = new WorldRun(plan, 2)
            .AdvanceTo(Duration.FromNanoseconds(1)).Reload(1)
            .AdvanceTo(Duration.FromNanoseconds(31_415_926)).Reload(4)
            .AdvanceTo(Duration.FromNanoseconds(123_456_789)).Reload(2)
            .AdvanceTo(End);

        Assert.True(whole.Events > 1_000);
        Assert.Equal(whole.Events, stopped.Events);
        Assert.Equal(RunDigest.Of(whole.Timelines), RunDigest.Of(stopped.Timelines));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_whose_components_live_behind_a_gateway_has_the_same_digest(string file)
    {
        var plan = PlanOf(file);
        var whole = new WorldRun(plan).AdvanceTo(End);
        var world = new World(plan);
        var gateway = new SerialisingGateway([.. world.Components.Select(component => world.Create(component.Id))]);
        var forwarder = new Partition(
            [.. Enumerable.Range(0, world.TimelineCount).Select(index => world.CreateTimeline(index, gateway))],
            world.TimelineCount,
            world.Lookahead);

        forwarder.Advance(VirtualTime.Zero + End);

        Assert.Equal(whole.Events, forwarder.Events);
        Assert.Equal(RunDigest.Of(whole.Timelines), RunDigest.Of(gateway.Processes));
    }

    private static RunPlan PlanOf(string file)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "scenarios");
        var result = ScenarioFile.Load(Path.Combine(folder, file), []);
        Assert.Empty(result.Errors);
        var outcome = FirstFitPlacement.Place(result.Plan!);
        Assert.Empty(outcome.Refusal);
        return outcome.Plan;
    }
}
