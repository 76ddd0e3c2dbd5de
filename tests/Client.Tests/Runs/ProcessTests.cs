using System.Diagnostics;

namespace Xenisol.Client.Tests.Runs;

/// <summary>The program as a process of its own: what the shell sees.</summary>
[Collection(SiloCollection.Name)]
public class ProcessTests
{
    [Theory]
    [InlineData(TestScenarios.Easy, ExitCode.Success)]
    [InlineData(TestScenarios.Impossible, ExitCode.PromiseBroken)]
    public async Task A_run_returns_its_exit_code(string scenario, int expected)
    {
        using TestFolder folder = new();
        var (exitCode, output, error) = await Start("run", folder.Write("scenario.yaml", scenario));
        Assert.True(expected == exitCode, $"exit {exitCode}\n{output}\n{error}");
        Assert.StartsWith("digest   ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("(100 %)", error);
        Assert.DoesNotContain('\u001b', error);
    }

    [Fact]
    public async Task Bad_input_leaves_standard_output_empty()
    {
        var (exitCode, output, error) = await Start("run", "/no/such/scenario.yaml");
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Empty(output);
        Assert.Contains("There is no such scenario file.", error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(Cli).Assembly.Location);
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
