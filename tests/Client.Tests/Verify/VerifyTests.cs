using System.Text.Json;

using Xenisol.Client.Terminals;
using Xenisol.Client.Verify;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Client.Tests.Verify;

public class VerifyTests
{
    private const string Name = "rtds-06-extratime-one.json";

    private static string Golden => ShippedGoldenFiles.Read("xen.").Single(file => file.Name == Name).Json;

    [Fact]
    public async Task A_file_that_the_emulation_reproduces_is_exact()
    {
        using TestCli cli = new();
        var path = Write(cli, "good.json", Golden);

        Assert.Equal(ExitCode.Success, await cli.Run("verify", path));

        Assert.StartsWith($"exact: {path} (", cli.Out, StringComparison.Ordinal);
        Assert.Contains("xen-4.23-dev, xen-4.23-dev-replq-by-deadline)", cli.Out);
        Assert.EndsWith("1 file: 1 exact.\n", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_difference_says_what_where_expected_and_got()
    {
        using TestCli cli = new();
        var path = Write(cli, "changed.json", Golden.Replace(
            "\"dispatches\":2001", "\"dispatches\":2002", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Failure, await cli.Run("verify", path));

        Assert.Contains(
            $"different: {path}: xen-4.23-dev: vcpus[0] A.v0.dispatches: expected 2002, got 2001", cli.Out);
    }

    [Fact]
    public async Task A_malformed_file_is_told_by_its_fault_and_the_others_are_verified_all_the_same()
    {
        using TestCli cli = new();
        var malformed = Write(cli, "bad.json", Golden.Replace(
            "\"budgetUs\"", "\"budget\"", StringComparison.Ordinal));
        var good = Write(cli, "good.json", Golden);

        Assert.Equal(ExitCode.BadInput, await cli.Run("verify", malformed, good));

        Assert.Contains($"malformed: {malformed}: $.domains[0].budget is no member of the schema, which", cli.Out);
        Assert.Contains($"exact: {good}", cli.Out);
    }

    [Fact]
    public async Task A_folder_stands_for_the_files_in_it_and_below()
    {
        using TestCli cli = new();
        var folder = cli.Folder.PathOf("golden");
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        var first = Write(cli, Path.Combine("golden", "a.json"), Golden);
        var second = Write(cli, Path.Combine("golden", "more", "b.json"), Golden);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "no golden file");

        Assert.Equal(ExitCode.Success, await cli.Run("verify", folder));
        Assert.Contains($"exact: {first} (", cli.Out);
        Assert.Contains($"exact: {second} (", cli.Out);
        Assert.EndsWith("2 files: 2 exact.\n", cli.Out, StringComparison.Ordinal);

        Assert.Equal(ExitCode.BadInput, await cli.Run("verify", Path.Combine(folder, "empty")));
        Assert.Contains($"malformed: {Path.Combine(folder, "empty")} is a folder without *.json files", cli.Out);
    }

    [Fact]
    public async Task An_unknown_schema_is_answered_with_the_known_ones()
    {
        using TestCli cli = new();
        var path = Write(cli, "other.json", """{"schema":"somebody/1"}""");

        Assert.Equal(ExitCode.BadInput, await cli.Run("verify", path));

        Assert.Contains("$.schema must be \"xenisol-golden/1\", or absent in files of HTB and EDF", cli.Out);
        Assert.Contains("found \"somebody/1\"", cli.Out);
    }

    [Fact]
    public async Task Json_lists_every_file_with_its_differences()
    {
        using TestCli cli = new();
        var changed = Write(cli, "changed.json", Golden.Replace(
            "\"dispatches\":2001", "\"dispatches\":2002", StringComparison.Ordinal));
        var missing = cli.Folder.PathOf("missing.json");

        Assert.Equal(ExitCode.BadInput, await cli.Run("verify", "--json", changed, missing));

        using var json = JsonDocument.Parse(cli.Out);
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("different").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("missing").GetInt32());
        var files = json.RootElement.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal([changed, missing], files.Select(file => file.GetProperty("file").GetString()));
        var difference = files[0].GetProperty("differences")[0];
        Assert.Equal("dispatches", difference.GetProperty("what").GetString());
        Assert.Equal("vcpus[0] A.v0", difference.GetProperty("where").GetString());
        Assert.Equal("2002", difference.GetProperty("expected").GetString());
        Assert.Equal("2001", difference.GetProperty("got").GetString());
        Assert.Equal(
            $"{missing} does not exist; name golden files, or folders of them.",
            files[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task Without_files_those_that_travel_with_the_tool_are_verified()
    {
        // All of them are verified elsewhere, one by one; here the quickest.
        using StringWriter written = new() { NewLine = "\n" };
        Terminal terminal = new(written, TextWriter.Null, OutWidth: 0, ErrorIsTerminal: false, HasColor: false);
        var command = VerifyCommand.Create(terminal, () => ShippedGoldenFiles.Read("edf"));

        Assert.Equal(ExitCode.Success, await command.Parse([]).InvokeAsync(
            cancellationToken: TestContext.Current.CancellationToken));

        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("25 files: 24 exact, 1 within-tolerance.", lines[^1]);
        Assert.Contains("not compared: hog_30_100_reclaim_grub", written.ToString());
    }

    [Theory]
    [InlineData("edf", 25)]
    [InlineData("htb", 41)]
    [InlineData("xen.", 44)]
    [InlineData("xen-fuzz", 190)]
    public void Files_of_every_kind_travel_with_the_tool(string archives, int files) =>
        Assert.Equal(files, ShippedGoldenFiles.Read(archives).Count());

    private static string Write(TestCli cli, string name, string json)
    {
        var path = cli.Folder.PathOf(name);
        File.WriteAllText(path, json);
        return path;
    }
}
