using System.IO.Pipes;

using Xenisol.Client.Runs;

namespace Xenisol.Client.Tests.Runs;

/// <summary>What a run does to the paths that it is told to write.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly TestCli _cli = new();

    [Fact]
    public void A_file_stays_as_it_was_until_writing_begins()
    {
        var path = _cli.Folder.Write("summary.json", "an earlier, longer result");
        using (new OutputFile(path))
        {
            // Nothing is written.
        }

        Assert.Equal("an earlier, longer result", File.ReadAllText(path));
        using (OutputFile file = new(path))
        {
            file.Begin().Write("new"u8);
        }

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_new_file_that_is_never_written_goes_away_and_an_empty_old_one_stays()
    {
        var made = _cli.Folder.PathOf("new.json");
        var old = _cli.Folder.Write("old.json", "");
        using (new OutputFile(made))
        using (new OutputFile(old))
        {
            Assert.True(File.Exists(made));
        }

        Assert.False(File.Exists(made));
        Assert.True(File.Exists(old));
    }

    /// <summary>A pipe has no length and a device none that counts, so neither shows whether it was written.</summary>
    [Fact]
    public void A_pipe_is_written_like_a_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Opens a pipe by its path in /proc.");
        using AnonymousPipeServerStream pipe = new(PipeDirection.In);
        using (OutputFile file = new($"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}"))
        {
            file.Begin().Write("through a pipe"u8);
        }

        var read = new byte[32];
        Assert.Equal(14, pipe.Read(read));
    }

    [Theory]
    [InlineData("--trace")]
    [InlineData("--messages")]
    [InlineData("--timeline")]
    [InlineData("--json")]
    public async Task The_scenario_is_never_overwritten(string option)
    {
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        Assert.Equal(ExitCode.BadInput, await _cli.Run("run", scenario, option, scenario));
        Assert.Contains($"{option} {scenario}: this is the scenario", _cli.Error);
        Assert.Equal(TestScenarios.Small, File.ReadAllText(scenario));
    }

    [Theory]
    [InlineData("--json", "trace.csv", "this is a trace of the scenario")]
    [InlineData("--timeline", "machines/mine.yaml", "this is a machine profile of the scenario")]
    [InlineData("--trace", "link.yaml", "this is the scenario")]
    [InlineData("--messages", "out/commands.jsonl", "this is the log of --replay")]
    [InlineData("--out", "out", "commands.jsonl is the log of --replay")]
    public async Task Nothing_that_a_run_reads_is_overwritten(string option, string name, string role)
    {
        Directory.CreateDirectory(_cli.Folder.PathOf("machines"));
        Directory.CreateDirectory(_cli.Folder.PathOf("out"));
        _cli.Folder.Write("trace.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n2026-01-01 00:00:00.1,1,2\n");
        _cli.Folder.Write(
            "machines/mine.yaml",
            File.ReadAllText(Repository.PathOf("scenarios", "machines", "xeon-2008.yaml")));
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small
            .Replace("poisson: 400/s", "trace: trace.csv", StringComparison.Ordinal)
            .Replace("machine: xeon-2008", "machine: mine", StringComparison.Ordinal));
        File.CreateSymbolicLink(_cli.Folder.PathOf("link.yaml"), scenario);
        var log = _cli.Folder.Write("out/commands.jsonl", "");
        var before = Directory.GetFiles(_cli.Folder.PathOf("."), "*", SearchOption.AllDirectories).Select(
            path => (path, File.ReadAllText(path))).ToList();

        var path = _cli.Folder.PathOf(name);
        Assert.Equal(ExitCode.BadInput, await _cli.Run("run", scenario, "--replay", log, option, path));

        Assert.Contains($"{role}, which would be lost", _cli.Error);
        Assert.All(before, file => Assert.Equal(file.Item2, File.ReadAllText(file.path)));
    }

    [Fact]
    public async Task Two_outputs_need_two_files()
    {
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        var file = _cli.Folder.PathOf("a.json");
        Assert.Equal(ExitCode.BadInput, await _cli.Run("run", scenario, "--trace", file, "--json", file));
        Assert.Contains($"--json {file}: --trace is written there already", _cli.Error);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => _cli.Dispose();
}
