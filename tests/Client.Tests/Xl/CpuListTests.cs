using Xenisol.Client.Xl;

namespace Xenisol.Client.Tests.Xl;

public sealed class CpuListTests
{
    [Theory]
    [InlineData("all", "all")]
    [InlineData("0", "0")]
    [InlineData("0-2,^1", "0,2")]
    [InlineData("all,^2-3", "0-1")]
    [InlineData("nodes:1", "2-3")]
    [InlineData("node:0,3", "0-1,3")]
    [InlineData("all,^node:0", "2-3")]
    [InlineData("2-99", "2-3")]
    [InlineData("9", "none")]
    [InlineData("^0,0", "0")]
    [InlineData("3,1,1", "1,3")]
    public void A_list_is_read_and_shown_as_xl_does(string text, string shown) =>
        Assert.Equal(shown, CpuList.Show(CpuList.Parse(text, SampleHosts.Credit.Plan), 4));

    [Theory]
    [InlineData("x", "Invalid pcpu range: x.")]
    [InlineData("3-1", "Invalid pcpu range: 3-1.")]
    [InlineData("1-", "Invalid pcpu range: 1-.")]
    [InlineData("0,1x", "Invalid pcpu range: 1x.")]
    [InlineData("^all", "Can't combine \"^\" and \"all\".")]
    [InlineData("nodes:2", "libxl_node_to_cpumap failed: host h1 has nodes 0 to 1.")]
    public void A_mistaken_list_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<XlException>(() => CpuList.Parse(text, SampleHosts.Credit.Plan)).Message);
}
