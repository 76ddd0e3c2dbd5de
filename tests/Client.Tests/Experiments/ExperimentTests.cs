using System.Text.Json;

namespace Xenisol.Client.Tests.Experiments;

/// <summary>The frame that all experiments share, on the shortest of their cells.</summary>
public class ExperimentTests
{
    // One decision of a 64-core host is as good as a thousand for the frame.
    private static readonly string[] Short =
        ["experiment", "global-edf", "--quick", "--quiet", "--set", "duration=12ms", "--set", "warmup=2ms"];

    [Fact]
    public async Task Without_a_name_all_are_listed_with_a_line_each()
    {
        using TestCli cli = new();

        Assert.Equal(ExitCode.Success, await cli.Run("experiment"));

        Assert.Contains("global-edf  ", cli.Out);
        Assert.Empty(cli.Error);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_the_one_that_was_meant()
    {
        using TestCli cli = new();

        Assert.Equal(ExitCode.BadInput, await cli.Run("experiment", "globl-edf"));

        Assert.Equal("error: There is no experiment 'globl-edf'; did you mean 'global-edf'?\n", cli.Error);
    }

    [Fact]
    public async Task A_change_that_the_scenario_does_not_take_is_refused_before_anything_runs()
    {
        using TestCli cli = new();
        var folder = cli.Folder.PathOf("result");

        Assert.Equal(ExitCode.BadInput, await cli.Run([.. Short, "--set", "hosts[0].coers=3", "--out", folder]));

        Assert.Contains("did you mean 'cores'?", cli.Error);
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_refused_before_anything_runs()
    {
        using TestCli cli = new();

        Assert.Equal(ExitCode.BadInput, await cli.Run([.. Short, "--json", cli.Folder.PathOf("no/such/file.json")]));

        Assert.Contains("it cannot be written", cli.Error);
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_whatever_the_number_of_threads()
    {
        using TestCli cli = new();
        var first = cli.Folder.PathOf("first");
        var second = cli.Folder.PathOf("second");

        Assert.Equal(ExitCode.Success, await cli.Run([.. Short, "--seed", "7", "--out", first, "--threads", "1"]));
        Assert.Equal(ExitCode.Success, await cli.Run([.. Short, "--seed", "7", "--out", second, "--threads", "4"]));

        var files = Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(first, file)).Order().ToList();
        Assert.Contains("data.csv", files);
        Assert.Contains("overhead.svg", files);
        Assert.Contains("overhead.png", files);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));
    }

    [Fact]
    public async Task Json_alone_is_printed_and_has_an_object_for_each_cell()
    {
        using TestCli cli = new();

        Assert.Equal(ExitCode.Success, await cli.Run([.. Short, "--json", "-"]));

        using var json = JsonDocument.Parse(cli.Out);
        var root = json.RootElement;
        Assert.Equal("global-edf", root.GetProperty("experiment").GetString());
        Assert.True(root.GetProperty("quick").GetBoolean());
        Assert.True(root.GetProperty("complete").GetBoolean());
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        var cells = root.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal(24, cells.Count);
        Assert.All(cells, cell => Assert.Equal(16, cell.GetProperty("digest").GetString()!.Length));
        Assert.Distinct(cells.Select(cell => cell.GetProperty("cell").GetString()));
    }

    [Fact]
    public async Task A_cell_run_by_itself_has_the_digest_of_the_experiment()
    {
        using TestCli cli = new();
        var folder = cli.Folder.PathOf("result");
        Assert.Equal(ExitCode.Success, await cli.Run([.. Short, "--out", folder]));
        var cell = File.ReadAllLines(Path.Combine(folder, "data.csv"))[2].Split(',');
        cli.Clear();

        Assert.Equal(
            ExitCode.Success, await cli.Run("run", Path.Combine(folder, "cells", $"{cell[0]}.yaml"), "--quiet"));

        Assert.EndsWith($"{cell[^1]}\n", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_keeps_what_is_complete()
    {
        using TestCli cli = new();
        using CancellationTokenSource interrupted = new();
        await interrupted.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await cli.RunUntil(interrupted.Token, [.. Short]));

        Assert.Contains("INTERRUPTED: this covers 0 of 24 cells.", cli.Out);
    }
}
