using Xenisol.Cluster.Tests.Rings;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>Alone on a cluster of its own: activations are counted over all runs of a cluster.</summary>
public sealed class ComponentActivationTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly RunPlan Plan = RingWorld.PlanOf(4, Duration.FromMilliseconds(10));

    private static readonly IReadOnlyList<ComponentInfo> Components = new RingWorld(Plan).Components;

    [Fact]
    public async Task Granularity_component_has_one_activation_for_each_component()
    {
        var result = await silos.Client.Run(Plan, start => start with { Granularity = Granularity.Component });

        foreach (var kind in Components.GroupBy(component => component.Kind))
        {
            Assert.Equal(
                kind.Count(),
                result.Activations.Where(a => a.GrainClass == $"{kind.Key}Grain").Sum(a => a.Count));
        }
    }
}
