using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>A domain's <c>vif: { rate }</c>, as xl reads it.</summary>
public sealed class InterfaceRateTests
{
    private const string Web = "- { name: web, vcpus: 2,";

    [Theory]
    [InlineData("10Mbit/s", 62_500, 50_000)]
    [InlineData("10Mbit/s@20ms", 25_000, 20_000)]
    [InlineData("1Gbit/s@1s", 125_000_000, 1_000_000)]
    [InlineData("12345bit/s@1500us", 2, 1_500)]
    public void A_rate_is_bytes_in_a_window(string text, long bytes, long microseconds)
    {
        RunPlan plan = Sample.Plan($"tenants[0].domains[0].vif.rate={text}");

        Assert.Equal(
            new InterfaceRatePlan(bytes, Duration.FromMicroseconds(microseconds)), plan.Domains[0].InterfaceRate);
        Assert.Null(plan.Domains[1].InterfaceRate);
    }

    [Theory]
    [InlineData("rate: 10", "'10' lacks its unit: a rate is needed in bit/s, kbit/s, Mbit/s or Gbit/s")]
    [InlineData("rate: 10Mbit/s@50", "'50' lacks its unit: a duration is needed")]
    [InlineData("rate: 10Mbit/s@", "Found '' where a duration is needed")]
    [InlineData("rate: 10Mb/s", "'10Mb/s' has the unknown unit 'Mb/s'")]
    [InlineData("rate: 10Mbit/s@999us", "The window of 'rate' of 'vif' of domain 'web' is 999us; it must be 1ms to")]
    [InlineData("rate: 8kbit/s@2h", "is 2h; it must be 1ms to")]
    [InlineData("rate: 7bit/s", "7bit/s in windows of 50ms, 0 bytes a window; it must be 1 to 4294967295 bytes")]
    [InlineData("rate: 400Gbit/s@1s", "50000000000 bytes a window; it must be 1 to 4294967295 bytes")]
    [InlineData("speed: 1Mbit/s", "Unknown key 'speed' in 'vif' of domain 'web'")]
    public void A_bad_rate_is_refused_where_it_stands(string written, string found)
    {
        ScenarioError error = Sample.Error(Web, $"{Web} vif: {{ {written} }},");

        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Equal(25, error.Line);
    }

    [Fact]
    public void A_rate_needs_a_network_card()
    {
        string error = Assert.Single(Sample.Refusals(
            "hosts[0].nic=null",
            "hosts[0].driverDomain=null",
            "tenants[0].domains=[ { name: web, vif: { rate: 1Mbit/s } } ]",
            "tenants[1].domains=[]",
            "promises=[]"));

        Assert.Contains("'web' uses the network, but host 'host' has no network card", error, StringComparison.Ordinal);
    }
}
