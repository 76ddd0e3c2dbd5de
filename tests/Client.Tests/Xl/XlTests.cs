using System.Text.Json;

using Xenisol.Client.Tests.Runs;

namespace Xenisol.Client.Tests.Xl;

/// <summary>A run at the pace of the wall clock, asked and changed from outside as from a second terminal.</summary>
[Collection(SiloCollection.Name)]
public sealed class XlTests : IAsyncLifetime
{
    private readonly TestCli _cli = new();
    private readonly CancellationTokenSource _end = new();
    private Task<int> _run = Task.FromResult(0);

    public async ValueTask InitializeAsync()
    {
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        Client.Terminals.Terminal silent = new(TextWriter.Null, TextWriter.Null, 0, false, false);
        _run = new Cli(silent, _cli.Endpoints).Run(
            ["run", scenario, "--set", "duration=1h", "--pace", "1", "--out", _cli.Folder.PathOf("out")], _end.Token);
        await RunTests.Eventually(() => _cli.Endpoints.List().Count == 1 || _run.IsCompleted);
    }

    [Fact]
    public async Task Verbs_show_and_change_the_run_and_its_log_replays_to_the_same_digest()
    {
        await Expect("list", "Domain-0", "web", "hog1", "VCPUs");
        await Expect("vcpu-list", "Affinity (Hard / Soft)", "all / all");
        await Expect("sched-credit", "Cpupool host: tslice=30ms ratelimit=", "hog1");
        await Expect("sched-edf", "web", "10", "2");
        Assert.Equal(ExitCode.Success, await _cli.Run("xl", "sched-credit", "-d", "hog1", "-w", "512", "-c", "40"));
        Assert.Equal(ExitCode.Success, await _cli.Run("xl", "sched-edf", "-d", "web", "-p", "20ms", "-s", "3ms"));
        _cli.Clear();
        await Expect("sched-credit -d hog1", " 512   40");
        await Expect("sched-edf -d web", " 20          3");
        await ExpectFault("sched-credit -d nobody", "nobody is an invalid domain identifier");
        await ExpectFault("sched-edf -d web -v 7 -p 10ms -s 1ms", "Incorrect VCPU IDs");
        await ExpectFault("sched-edf -d web -p 10ms -s 11ms", "slice");
        await ExpectFault("list --run other", "No run is called other; running: small.");

        await _end.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await _run);

        // One command for the domain's weight and cap, one for each of two vCPUs.
        Assert.Equal(3, File.ReadAllLines(Log).Length);
        var summary = Path.Combine(_cli.Folder.PathOf("out"), "summary.json");
        using var interrupted = JsonDocument.Parse(File.ReadAllText(summary));
        var root = interrupted.RootElement;
        _cli.Clear();
        await _cli.Run(
            "run",
            _cli.Folder.PathOf("scenario.yaml"),
            "--set",
            $"duration={root.GetProperty("virtualSeconds").GetDecimal() * 1_000_000_000:0}ns",
            "--replay",
            Log);
        Assert.EndsWith($"digest   {root.GetProperty("digest").GetString()}", _cli.Out.TrimEnd());
    }

    [Fact]
    public async Task Without_a_run_the_verbs_say_so()
    {
        using TestCli other = new();
        Assert.Equal(ExitCode.Failure, await other.Run("xl", "list"));
        Assert.Contains("No run goes on", other.Error);
    }

    [Theory]
    [InlineData("sched-credit -w 512", "Must specify a domain.")]
    [InlineData("sched-edf -p 10ms -s 3ms", "Must specify a domain.")]
    [InlineData("sched-edf -d web -p 10 -s 3ms", "the value must be a time above 0 with its unit")]
    [InlineData("sched-credit -d web -w 0", "the value must be a whole number from 1 to 65535")]
    public async Task Mistaken_options_are_bad_input(string verb, string message)
    {
        Assert.Equal(ExitCode.BadInput, await _cli.Run(["xl", .. verb.Split(' ')]));
        Assert.Contains(message, _cli.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _run;
        _end.Dispose();
        _cli.Dispose();
    }

    private string Log => Path.Combine(_cli.Folder.PathOf("out"), "commands.jsonl");

    private async Task Expect(string verb, params string[] texts)
    {
        _cli.Clear();
        var exitCode = await _cli.Run(["xl", .. verb.Split(' ')]);
        Assert.True(exitCode == ExitCode.Success, _cli.Error);
        Assert.All(texts, text => Assert.Contains(text, _cli.Out));
    }

    private async Task ExpectFault(string verb, string message)
    {
        _cli.Clear();
        Assert.Equal(ExitCode.Failure, await _cli.Run(["xl", .. verb.Split(' ')]));
        Assert.Contains(message, _cli.Error);
    }
}
