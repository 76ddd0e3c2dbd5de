using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Tests.Binding;

public sealed class PlanPromisesTests
{
    [Fact]
    public void A_plan_that_sells_a_percentile_promises_it_to_each_domain_with_a_load()
    {
        PromisePlan promise = Assert.Single(Sample.Plan("plans[0].network.p99=2ms", "promises=").Promises);

        Assert.Equal(
            new PromisePlan(
                "gold.web.latency.p99 <= 2ms", "gold", "web", "latency.p99", Comparison.AtMost, 2_000_000),
            promise);
    }

    [Fact]
    public void A_promise_of_the_scenario_stands_in_the_place_of_the_plans() =>
        Assert.Equal(
            ["gold.web.latency.p99 < 7ms"],
            Sample.Plan("plans[0].network.p99=2ms", "promises=[ gold.web.latency.p99 < 7ms ]").Promises
                .Select(promise => promise.Text));
}
