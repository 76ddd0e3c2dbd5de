using System.Text.Json;

namespace Xenisol.Client.Tests.Experiments;

/// <summary>
/// Aim: a web server's hidden cost lets it exceed its share under SEDF at the expense of its neighbour, and SEDF-DC and
/// ShareGuard hold the sum. Method: a quick run.
/// </summary>
public class DriverDomainCostTests
{
    [Fact]
    public async Task The_hidden_cost_exceeds_the_share_under_sedf_and_is_held_under_both_policies()
    {
        using TestCli cli = new();
        Assert.Equal(
            ExitCode.Success, await cli.Run("experiment", "driver-domain-cost", "--quick", "--quiet", "--json", "-"));
        using var json = JsonDocument.Parse(cli.Out);
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToList();
        var alone = Of(0, "sedf", "computePercent");
        Assert.All([2, 32], size =>
        {
            var sold = Of(size, "sedf", "soldPercent");
            Assert.True(Of(size, "sedf", "sumPercent") > 1.1 * sold);
            Assert.All(["sedf-dc", "shareguard"], policy =>
            {
                Assert.InRange(Of(size, policy, "sumPercent"), 0.7 * sold, 1.02 * sold);
                Assert.True(Of(size, policy, "computePercent") > 0.85 * alone);
                Assert.True(Of(size, policy, "computePercent") > 1.1 * Of(size, "sedf", "computePercent"));
            });
        });

        double Of(int size, string policy, string field) => cells.Single(cell =>
            cell.GetProperty("replyKib").GetInt32() == size
            && cell.GetProperty("policy").GetString() == policy).GetProperty(field).GetDouble();
    }
}
