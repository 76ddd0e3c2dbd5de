using Xenisol.Client.Reports;
using Xenisol.Client.Tests.Reports;

namespace Xenisol.Client.Tests.Commands;

/// <summary>Each kind of bad input has its own message and exit code 2, and nothing starts.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("cores: 2", "coers: 2", "coers")]
    [InlineData("nic: 1Gbit/s", "nic: 1furlong", "1furlong")]
    [InlineData("period: 5ms, slice: 2ms", "period: 5, slice: 2ms", "'5'")]
    [InlineData("name: neighbour", "name: customer", "customer")]
    [InlineData("share: 20%", "share: 120%", "120%")]
    [InlineData("share: 20%", "share: 95%", "95")]
    [InlineData("period: 5ms, slice: 2ms", "period: 5ms, slice: 6ms", "slice")]
    [InlineData("isolateCpu: [1]", "isolateCpu: [0, 1]", "housekeeping")]
    [InlineData("poisson: 400/s", "trace: missing.csv", "missing.csv")]
    public async Task Of_a_scenario_is_named_with_its_place(string right, string wrong, string named)
    {
        using TestCli cli = new();
        var path = cli.Folder.Write(
            "scenario.yaml", TestScenarios.Small.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, await cli.Run("run", path));
        Assert.Contains($"{path}:", cli.Error);
        Assert.Contains(named, cli.Error);
        Assert.Empty(cli.Out);
        Assert.Empty(cli.Endpoints.List());
    }

    [Fact]
    public async Task A_malformed_trace_is_named_with_its_line()
    {
        using TestCli cli = new();
        var trace = cli.Folder.Write("trace.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,2\n");
        var path = cli.Folder.Write(
            "scenario.yaml",
            TestScenarios.Small.Replace("poisson: 400/s", "trace: trace.csv", StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, await cli.Run("run", path));
        Assert.Contains($"{trace}:2", cli.Error);
    }

    [Fact]
    public async Task Several_faults_are_shown_at_once()
    {
        using TestCli cli = new();
        var path = cli.Folder.Write("scenario.yaml", TestScenarios.Small
            .Replace("seed: 5", "seed: x", StringComparison.Ordinal)
            .Replace("cores: 2", "coers: 2", StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, await cli.Run("validate", path));
        Assert.Contains($"{path}:2:", cli.Error);
        Assert.Contains("coers", cli.Error);
    }

    [Theory]
    [InlineData("--seed 5 nonsense", "Unrecognized command or argument 'nonsense'")]
    [InlineData("--seed -1", "--seed -1: the value must be a whole number")]
    [InlineData("--seed 1.5", "--seed 1.5: the value must be a whole number")]
    [InlineData("--granularity grain", "--granularity grain: the value must be host or component.")]
    [InlineData("--partitions 0", "--partitions 0: the value must be a whole number from 1 to")]
    [InlineData("--silos 0", "--silos 0: the value must be a whole number from 1 to")]
    [InlineData("--pace 0", "--pace 0: the value must be a number above 0")]
    [InlineData("--pace fast", "--pace fast: the value must be a number above 0")]
    [InlineData("--set seed", "--set seed: the value must be PATH=VALUE")]
    [InlineData("--otlp localhost:4318", "--otlp localhost:4318: the value must be a URL")]
    [InlineData("--trace-sample 0", "--trace-sample 0: the value must be 1/N")]
    [InlineData("--trace-sample 1/0", "--trace-sample 1/0: the value must be 1/N")]
    [InlineData("--cluster somewhere", "--cluster somewhere: the value must be HOST:PORT")]
    [InlineData("--cluster 127.0.0.1:1 --silos 2", "--silos and --cluster exclude each other")]
    [InlineData("--name a/b", "--name a/b: a name has up to 100 letters")]
    [InlineData("--replay /no/such/log", "/no/such/log: The command log cannot be read")]
    [InlineData("--trace /no/such/folder/t.jsonl", "--trace /no/such/folder/t.jsonl: it cannot be written")]
    [InlineData("--json /no/such/folder/s.json", "--json /no/such/folder/s.json: it cannot be written")]
    [InlineData("--messages /no/such/folder/m", "--messages /no/such/folder/m: it cannot be written")]
    [InlineData("--timeline -", "--timeline -: only --json writes to standard output")]
    [InlineData("--messages -", "--messages -: only --json writes to standard output")]
    [InlineData("--set hosts[9].cores=2", "--set")]
    [InlineData("--frobnicate", "Unrecognized command or argument '--frobnicate'")]
    public async Task Of_an_option_is_named(string options, string message)
    {
        using TestCli cli = new();
        var path = cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        Assert.Equal(ExitCode.BadInput, await cli.Run(["run", path, .. options.Split(' ')]));
        Assert.Contains(message, cli.Error);
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task A_log_of_another_scenario_is_refused()
    {
        using TestCli cli = new();
        var path = cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        var log = cli.Folder.PathOf("log");
        var command = SampleOutcome.Create().Result.Commands[0];
        CommandLogFile.Write(log, [command with { Component = "elsewhere/HostScheduler/scheduler" }]);
        Assert.Equal(ExitCode.BadInput, await cli.Run("run", path, "--replay", log));
        Assert.Contains($"{log}:1: Command 0 is for elsewhere/HostScheduler/scheduler", cli.Error);
    }

    [Fact]
    public async Task A_log_of_another_scenario_is_refused_before_its_domains_are_placed()
    {
        using TestCli cli = new();
        var driver = "driverDomain: { vcpus: 1, cpu: { period: 5ms, slice: 2ms } }";
        var path = cli.Folder.Write("scenario.yaml", TestScenarios.Small.ReplaceLineEndings("\n").Replace(
            "- name: host\n",
            $"- {{ name: other, cores: 2, scheduler: hybrid, nic: 1Gbit/s, {driver} }}\n- name: host\n",
            StringComparison.Ordinal));
        var log = cli.Folder.PathOf("log");
        var command = SampleOutcome.Create().Result.Commands[0];
        CommandLogFile.Write(
            log, [command, command with { Position = 1, Component = "elsewhere/HostScheduler/scheduler" }]);
        Assert.Equal(ExitCode.BadInput, await cli.Run("run", path, "--replay", log));
        Assert.Contains("is for elsewhere/HostScheduler/scheduler", cli.Error);
        Assert.DoesNotContain("is for host/", cli.Error);
    }

    [Fact]
    public async Task A_missing_scenario_is_named()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.BadInput, await cli.Run("run", "/no/such/scenario.yaml"));
        Assert.Contains("/no/such/scenario.yaml: There is no such scenario file.", cli.Error);
    }

    [Fact]
    public async Task No_command_at_all_is_bad_input_and_help_is_not()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.BadInput, await cli.Run());
        Assert.Contains("See xenisol --help.", cli.Error);
        Assert.Equal(ExitCode.Success, await cli.Run("run", "--help"));
        Assert.Contains("--trace-sample", cli.Out);
        Assert.Contains("  xenisol run ", cli.Out);
        cli.Clear();
        Assert.Equal(ExitCode.Success, await cli.Run("--help"));
        Assert.Contains("  xenisol [command]", cli.Out);
    }
}
