using System.Text.Json;

namespace Xenisol.Client.Tests.Experiments;

/// <summary>Aim: the experiment shows what speaks for global EDF, and what it costs. Method: a quick run.</summary>
public class GlobalEdfTests
{
    [Fact]
    public async Task Global_edf_serves_what_does_not_partition_and_its_overhead_grows_with_the_cores()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.Success, await cli.Run("experiment", "global-edf", "--quick", "--quiet", "--json", "-"));
        using var json = JsonDocument.Parse(cli.Out);
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToList();

        // Two cores, three tasks of which no two fit on one.
        Assert.True(Of("heavy", "global-edf", 2, "latePercent") < Of("heavy", "edf", 2, "latePercent"));
        Assert.True(Of("heavy", "global-edf", 2, "latePercent") < Of("heavy", "hybrid", 2, "latePercent"));

        // Decisions and lock, without the switches that a migrating vCPU makes dearer at any number of cores.
        var global = Growth("global-edf");
        var partitioned = Growth("edf");
        Assert.True(global > 2 * partitioned, $"global grows {global}-fold, partitioned {partitioned}-fold");

        // Which overhead is the most is no matter of luck: on as many cores, the same tasks.
        Assert.All([8, 24, 64], cores => Assert.True(
            Of("light", "global-edf", cores, "overheadPercent") > Of("light", "edf", cores, "overheadPercent")));

        double Growth(string scheduler) =>
            Of("light", scheduler, 64, "hypervisorPercent") / Of("light", scheduler, 2, "hypervisorPercent");

        double Of(string tasks, string scheduler, int cores, string field) => cells.Single(cell =>
            cell.GetProperty("tasks").GetString() == tasks
            && cell.GetProperty("scheduler").GetString() == scheduler
            && cell.GetProperty("cores").GetInt32() == cores).GetProperty(field).GetDouble();
    }
}
