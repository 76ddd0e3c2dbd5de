using System.Text.Json;

namespace Xenisol.Client.Tests.Experiments;

/// <summary>
/// Aim: what the paper says of always and delayed copying comes out, and adaptive copying reaches what it aimed for.
/// Method: a quick run; every setup and every ceiling of it.
/// </summary>
public class FiguresTests
{
    [Fact]
    public async Task The_shapes_of_the_paper_come_out_and_adaptive_has_the_better_of_both()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.Success, await cli.Run("experiment", "figures", "--quick", "--quiet", "--json", "-"));
        using var json = JsonDocument.Parse(cli.Out);
        var configurations = json.RootElement.GetProperty("cells").EnumerateArray()
            .GroupBy(cell => (cell.GetProperty("setup").GetString(), cell.GetProperty("ceilMbps").GetInt32()))
            .Select(group => group.ToDictionary(cell => cell.GetProperty("copy").GetString()!))
            .ToList();

        // Each kind of bottleneck is there, or the rest would say less than it seems to.
        Assert.Equal(
            ["driver-cpu", "guest", "htb-class", "link"],
            configurations.Select(modes => Bottleneck(modes["always"])).Distinct().Order(StringComparer.Ordinal));
        Assert.All(configurations, modes =>
        {
            var (always, delayed, adaptive) = (modes["always"], modes["delayed"], modes["adaptive"]);
            if (Bottleneck(always) == "driver-cpu")
            {
                Assert.True(Throughput(delayed) > 1.03 * Throughput(always));
            }
            else
            {
                Assert.InRange(Throughput(delayed) / Throughput(always), 0.98, 1.02);
            }

            if (Bottleneck(always) == "htb-class")
            {
                Assert.True(Tail(delayed) > 10 * Tail(always));
                Assert.True(Tail(always) < 2 * always.GetProperty("pingP50Ms").GetDouble());
            }

            Assert.True(Throughput(adaptive) >= 0.95 * Math.Max(Throughput(always), Throughput(delayed)));
            Assert.True(Tail(adaptive) <= 2 * Math.Min(Tail(always), Tail(delayed)));
        });
    }

    private static string Bottleneck(JsonElement cell) => cell.GetProperty("bottleneck").GetString()!;

    private static double Throughput(JsonElement cell) => cell.GetProperty("throughputMbps").GetDouble();

    private static double Tail(JsonElement cell) => cell.GetProperty("pingMaxMs").GetDouble();
}
