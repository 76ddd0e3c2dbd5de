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
        var (exitCode, output, error) = await Run("run", folder.Write("scenario.yaml", scenario));
        Assert.True(expected == exitCode, $"exit {exitCode}\n{output}\n{error}");
        Assert.StartsWith("digest   ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("(100 %)", error);
        Assert.DoesNotContain('\u001b', error);
    }

    [Fact]
    public async Task Bad_input_leaves_standard_output_empty()
    {
        var (exitCode, output, error) = await Run("run", "/no/such/scenario.yaml");
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Empty(output);
        Assert.Contains("There is no such scenario file.", error);
    }

    [Fact]
    public async Task A_signal_to_the_whole_process_group_stops_the_run_and_keeps_its_result()
    {
        // As a terminal does on Ctrl-C: children must not die before the run stood at a boundary. Who started the tests
        // may ignore the signal, as the background jobs of a shell do; a terminal's command does not.
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid"), "needs Linux and setsid");
        using TestFolder folder = new();
        var scenario = folder.Write("scenario.yaml", TestScenarios.Easy);
        using var process = Start(
            "/usr/bin/setsid",
            "/usr/bin/env", "--default-signal=INT", "dotnet", typeof(Cli).Assembly.Location, "run", scenario,
            "--set", "duration=1h", "--pace", "1", "--silos", "2");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("of 3600 s", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        using (var kill = Start("/bin/kill", "-INT", "--", $"-{process.Id}"))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == ExitCode.Interrupted, $"exit {process.ExitCode}\n{error}");
        Assert.Contains("INTERRUPTED", await output);
    }

    /// <summary>What is interrupted while silos start says one line, whatever was going on.</summary>
    [Theory]
    [InlineData(1, 1_100)]
    [InlineData(1, 1_500)]
    [InlineData(2, 0)]
    [InlineData(2, 700)]
    public async Task A_signal_while_silos_start_is_no_failure(int silos, int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid"), "needs Linux and setsid");
        var cancellation = TestContext.Current.CancellationToken;
        using TestFolder folder = new();
        using var process = Start(
            "/usr/bin/setsid",
            "/usr/bin/env", "--default-signal=INT", "dotnet", typeof(Cli).Assembly.Location, "run",
            folder.Write("scenario.yaml", TestScenarios.Easy),
            "--set", "duration=1h", "--pace", "1", "--quiet", "--silos", $"{silos}");
        while (silos > 1 && !process.HasExited && !HasChild(process.Id))
        {
            await Task.Delay(20, cancellation);
        }

        await Task.Delay(milliseconds, cancellation);
        using (var kill = Start("/bin/kill", "-INT", "--", $"-{process.Id}"))
        {
            await kill.WaitForExitAsync(cancellation);
        }

        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == ExitCode.Interrupted, $"exit {process.ExitCode}\n{error}");
        Assert.DoesNotContain("   at ", error);
        Assert.InRange(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 0, 1);
    }

    private static bool HasChild(int parent) => Directory.GetDirectories("/proc").Any(process =>
    {
        try
        {
            // pid (name) state parent ...
            var status = Path.Combine(process, "stat");
            return File.Exists(status) && File.ReadAllText(status).Split(") ")[^1].Split(' ')[1] == $"{parent}";
        }
        catch (IOException)
        {
            // It has just ended.
            return false;
        }
    });

    private static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        using var process = Start("dotnet", [typeof(Cli).Assembly.Location, .. arguments]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
