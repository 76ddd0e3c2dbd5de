using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Scenarios.Binding;

namespace Xenisol.Scenarios.Tests.Binding;

public sealed class PromiseMetricTests
{
    [Fact]
    public void Scenarios_may_promise_exactly_what_the_judge_knows() =>
        Assert.Equal(PromiseJudge.Metrics, PromiseMetric.All.Select(metric => metric.Name));

    [Fact]
    public void Percentile_may_be_written_with_a_point()
    {
        PromisePlan promise = Assert.Single(Sample.Plan("promises=[ gold.web.latency.p99.9 <= 20ms ]").Promises);

        Assert.Equal(("latency.p999", 20_000_000L), (promise.Metric, promise.Limit));
    }

    [Theory]
    [InlineData("cpu.delivered >= 150%", 1_500_000)]
    [InlineData("network.received > 10kbit/s", 10_000)]
    [InlineData("requests.failed <= 3", 3)]
    [InlineData("latency.max < 1s", 1_000_000_000)]
    public void Limit_is_in_the_unit_of_the_judge(string promise, long limit) => Assert.Equal(
        limit, Assert.Single(Sample.Plan($"promises=[ gold.web.{promise} ]").Promises).Limit);
}
