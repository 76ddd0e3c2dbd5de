using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>SEDF-DC and ShareGuard in a scenario, right and wrong.</summary>
public sealed class DriverDomainCostTests
{
    [Fact]
    public void Intervals_have_defaults_and_can_be_written()
    {
        Assert.Equal(
            Duration.FromMilliseconds(100), Sample.Plan("hosts[0].scheduler=sedf-dc").Hosts[0].Scheduler.DebtInterval);
        Assert.Equal(
            Duration.FromMilliseconds(20),
            Sample.Plan("hosts[0].scheduler={ kind: sedf-dc, debtInterval: 20ms }").Hosts[0].Scheduler.DebtInterval);
        Assert.Equal(
            new ShareGuardPlan { Interval = Duration.FromMilliseconds(50), LimitPpm = 125_000 },
            Guard("{ interval: 50ms, limit: 12.5% }"));
        Assert.Null(Sample.Plan().Hosts[0].DriverDomain!.ShareGuard);
    }

    [Fact]
    public void A_plan_names_what_its_domains_may_cause() => Assert.Equal(
        [50_000, 0],
        Sample.Plan("plans[0].driverCpu=5%", "hosts[0].driverDomain.shareGuard={}").Plans
            .Select(one => one.DriverCpuPpm));

    [Fact]
    public void A_guard_without_limits_is_refused() => Assert.StartsWith(
        "sample.yaml:7:3: The shareGuard of host 'host' limits nobody; write 'limit: 10%' there for all domains, or"
        + " 'driverCpu: 10%' in a plan.",
        Assert.Single(Sample.Refusals("hosts[0].driverDomain.shareGuard={}")),
        StringComparison.Ordinal);

    [Fact]
    public void Debts_without_driver_domain_are_refused() => Assert.Contains(
        "--set hosts[0].scheduler=sedf-dc: The scheduler sedf-dc charges domains for what they cause in the driver"
        + " domain, and host 'host' has none; write 'driverDomain: { vcpus: 1 }' and 'nic: 1Gbit/s', or choose sedf.",
        Sample.Refusals("hosts[0].scheduler=sedf-dc", "hosts[0].driverDomain=null"));

    [Theory]
    [InlineData("hosts[0].scheduler={ kind: sedf, debtInterval: 20ms }", "Only the scheduler sedf-dc has")]
    [InlineData("hosts[0].scheduler={ kind: sedf-dc, debtInterval: 20us }", "'debtInterval' of 'scheduler'")]
    [InlineData("hosts[0].driverDomain.shareGuard={ limit: 0% }", "'limit' of 'shareGuard'")]
    [InlineData("hosts[0].driverDomain.shareGuard={ limit: 5 }", "lacks its unit")]
    [InlineData("plans[0].driverCpu=20000%", "'driverCpu' of plan 'guaranteed'")]
    public void Values_out_of_place_or_range_are_refused(string set, string part) =>
        Assert.Contains(part, Assert.Single(Sample.Refusals(set)), StringComparison.Ordinal);

    private static ShareGuardPlan? Guard(string guard) =>
        Sample.Plan($"hosts[0].driverDomain.shareGuard={guard}").Hosts[0].DriverDomain!.ShareGuard;
}
