namespace Xenisol.Client.Tests.Experiments;

/// <summary>The experiment on cells of two seconds: what it shows is there.</summary>
public class RtVcpuExperimentTests
{
    [Fact]
    public async Task Only_an_rt_vcpu_is_free_of_hogs_inside_and_outside()
    {
        using TestCli cli = new();
        var folder = cli.Folder.PathOf("result");

        Assert.Equal(
            ExitCode.Success,
            await cli.Run("experiment", "rt-vcpu", "--quick", "--quiet", "--set", "duration=2s", "--out", folder));

        Assert.Contains("Within it wherever hogs run: edf, isolated.", cli.Out);
        Assert.Equal(17, File.ReadAllLines(Path.Combine(folder, "data.csv")).Length);
        Assert.True(File.Exists(Path.Combine(folder, "wake-latency.svg")));
        Assert.True(File.Exists(Path.Combine(folder, "response-time.png")));
        Assert.Equal(16, Directory.GetFiles(Path.Combine(folder, "cells")).Length);
    }
}
