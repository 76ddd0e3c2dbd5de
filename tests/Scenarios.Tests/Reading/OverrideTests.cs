using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Reading;

public sealed class OverrideTests
{
    [Fact]
    public void Value_of_a_key_in_a_list_is_replaced()
    {
        RunPlan plan = Sample.Plan("hosts[0].scheduler=credit", "tenants[1].domains[0].count=4", "seed=7");

        Assert.Equal(SchedulerKind.Credit, plan.Hosts[0].Scheduler.Kind);
        Assert.Equal(4, plan.Domains.Count(domain => domain.Name.StartsWith("hog", StringComparison.Ordinal)));
        Assert.Equal(7ul, plan.Seed);
    }

    [Fact]
    public void Value_may_be_any_yaml()
    {
        SchedulerPlan scheduler = Sample
            .Plan("hosts[0].scheduler={ kind: credit, boost: false, timeslice: 5ms }").Hosts[0].Scheduler;

        Assert.False(scheduler.Boost);
        Assert.Equal(Duration.FromMilliseconds(5), scheduler.Timeslice);
    }

    [Fact]
    public void Keys_on_the_way_that_the_file_leaves_out_are_created() =>
        Assert.Equal(Duration.FromMilliseconds(1), Sample.Plan("fabric.latency=1ms").Fabric.Latency);

    [Fact]
    public void Null_leaves_a_key_out()
    {
        RunPlan plan = Sample.Plan("promises=", "warmup=null");

        Assert.Empty(plan.Promises);
        Assert.Equal(Duration.Zero, plan.Warmup);
    }

    [Fact]
    public void Later_options_win() => Assert.Equal(3ul, Sample.Plan("seed=2", "seed=3").Seed);

    [Theory]
    [InlineData("seed", "--set seed: This must be PATH=VALUE, such as hosts[0].scheduler=credit.")]
    [InlineData("=4", "--set =4: This must be PATH=VALUE, such as hosts[0].scheduler=credit.")]
    [InlineData("hosts[x].cores=2",
        "--set hosts[x].cores=2: 'hosts[x].cores' is no path; write keys and indices, such as hosts[0].scheduler.")]
    [InlineData("hosts[1].cores=2", "--set hosts[1].cores=2: 'hosts' has no item 1; its indices are 0 to 0.")]
    [InlineData("hosts.cores=2",
        "--set hosts.cores=2: 'hosts' is a list, which has no keys; give an index, as in [0].")]
    [InlineData("name[0]=2", "--set name[0]=2: 'name' is 'Sample', not a list.")]
    [InlineData("hosts[0].scheduler.kind=credit",
        "--set hosts[0].scheduler.kind=credit: 'hosts[0].scheduler' is 'hybrid', which has no keys; set it as a"
            + " whole.")]
    [InlineData("hosts[0].croes=2", "--set hosts[0].croes=2: Unknown key 'croes' in host 'host'; did you mean"
        + " 'cores'?")]
    [InlineData("duration=10",
        "--set duration=10: 'duration' of the scenario: '10' lacks its unit: a duration is needed in ns, us, ms, s,"
            + " min or"
        + " h, such as 10ms.")]
    [InlineData("seed=[1",
        "--set seed=[1: This is not YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    public void Errors_name_the_option(string option, string expected) =>
        Assert.Equal([expected], Sample.Refusals(option));
}
