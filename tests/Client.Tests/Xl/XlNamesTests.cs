using Xenisol.Client.Xl;

namespace Xenisol.Client.Tests.Xl;

public sealed class XlNamesTests
{
    private static readonly XlHost[] Several = [SampleHosts.Credit, SampleHosts.Rtds, SampleHosts.Hybrid];

    [Theory]
    [InlineData("control", "rack2-host17", "control")]
    [InlineData("h3/web", "h3", "web")]
    [InlineData("h1/12", "h1", "web")]
    [InlineData("h3/0", "h3", "Domain-0")]
    public void A_domain_is_found_by_its_name_with_its_host_where_needed(string identifier, string host, string domain)
    {
        var found = XlNames.Domain(Several, identifier);

        Assert.Equal((host, domain), (found.Host.Name, found.Domain.Name));
    }

    [Fact]
    public void On_one_host_its_number_will_do() =>
        Assert.Equal("web", XlNames.Domain([SampleHosts.Credit], "12").Domain.Name);

    [Theory]
    [InlineData("web", "web is more than one domain; say which of h1/web, h3/web.")]
    [InlineData("0", "0 is an invalid domain identifier (rc=-6); there are h1/Domain-0, ")]
    [InlineData("nobody", "nobody is an invalid domain identifier (rc=-6); there are h1/Domain-0, ")]
    public void Nobody_and_more_than_one_are_refused(string identifier, string message) => Assert.StartsWith(
        message, Assert.Throws<XlException>(() => XlNames.Domain(Several, identifier)).Message);

    [Fact]
    public void A_pool_is_a_host_by_name_or_position()
    {
        Assert.Equal("h3", XlNames.Pool(Several, "h3", XlNames.UnknownPool).Name);
        Assert.Equal("h3", XlNames.Pool(Several, "2", XlNames.UnknownPool).Name);
        Assert.Equal(
            "unknown cpupool 'x'; there are h1, rack2-host17, h3.",
            Assert.Throws<XlException>(() => XlNames.Pool(Several, "x", XlNames.UnknownPool)).Message);
    }

    [Fact]
    public void Without_a_pool_of_the_scheduler_the_answer_says_what_there_is() => Assert.Equal(
        "No cpupool has the scheduler rtds: h1 has credit.",
        Assert.Throws<XlException>(() => XlNames.Pools([SampleHosts.Credit], null, ["rtds"])).Message);
}
