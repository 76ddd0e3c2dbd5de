using System.Text.Json;

namespace Xenisol.Client.Tests.Runs;

/// <summary>Whole runs in this process, on an embedded silo.</summary>
[Collection(SiloCollection.Name)]
public sealed class RunTests : IDisposable
{
    private readonly TestCli _cli = new();

    [Fact]
    public async Task A_kept_promise_exits_with_0_and_a_broken_one_with_99()
    {
        Assert.Equal(ExitCode.Success, await _cli.Run("run", Scenario(TestScenarios.Easy)));
        Assert.Contains("1 promise, all kept", _cli.Out);
        Assert.Contains("customer (guaranteed)", _cli.Out);
        Assert.Contains("hog1..2", _cli.Out);
        Assert.Contains("(100 %)", _cli.Error);
        _cli.Clear();
        Assert.Equal(ExitCode.PromiseBroken, await _cli.Run("run", Scenario(TestScenarios.Impossible)));
        Assert.Contains("1 promise, 1 broken", _cli.Out);
        Assert.Contains("BROKEN   customer.web.latency.p50 < 1us", _cli.Out);
    }

    [Fact]
    public async Task Json_to_standard_output_is_nothing_but_json()
    {
        Assert.Equal(ExitCode.Success, await _cli.Run("run", Scenario(TestScenarios.Easy), "--json", "-", "--quiet"));
        using var summary = JsonDocument.Parse(_cli.Out);
        var root = summary.RootElement;
        Assert.Equal(5UL, root.GetProperty("seed").GetUInt64());
        Assert.Equal(0.5m, root.GetProperty("virtualSeconds").GetDecimal());
        Assert.True(root.GetProperty("events").GetInt64() > 1_000);
        Assert.True(root.GetProperty("packets").GetInt64() > 100);
        Assert.Equal(Environment.ProcessId, root.GetProperty("processes")[0].GetProperty("pid").GetInt32());
        var web = root.GetProperty("tenants")[0].GetProperty("domains")[0];
        Assert.InRange(web.GetProperty("requests").GetInt64(), 150, 260);
        Assert.Empty(_cli.Error);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("component")]
    public async Task What_cores_ran_is_what_domains_got_to_the_nanosecond(string granularity)
    {
        Assert.Equal(ExitCode.Success, await _cli.Run(
            "run", Scenario(TestScenarios.Small), "--granularity", granularity, "--json", "-", "--quiet",
            "--set", "duration=100ms", "--set", "warmup=12345678ns"));
        using var summary = JsonDocument.Parse(_cli.Out);
        var host = summary.RootElement.GetProperty("hosts")[0];
        var tenants = summary.RootElement.GetProperty("tenants");
        var delivered = tenants.EnumerateArray().Sum(
            tenant => tenant.GetProperty("cpuDeliveredNanoseconds").GetInt64());
        Assert.Equal(
            host.GetProperty("runNanoseconds").GetInt64(),
            delivered + host.GetProperty("driverDomainNanoseconds").GetInt64());

        // What is metered is what was delivered.
        Assert.Equal(
            tenants[1].GetProperty("cpuDeliveredNanoseconds").GetInt64(),
            tenants[1].GetProperty("invoiceLines").EnumerateArray().Sum(
                line => line.GetProperty("quantity").GetInt64()));
    }

    [Fact]
    public async Task Watching_does_not_change_the_digest_and_diff_finds_equal_and_unequal_runs()
    {
        var scenario = Scenario(TestScenarios.Small);
        var plain = await Digest(scenario);
        var watched = await Digest(
            scenario, "--trace", Path("t.jsonl"), "--trace-sample", "1", "--messages", Path("a"), "--partitions", "2");
        Assert.Equal(plain, watched);
        Assert.NotEqual(plain, await Digest(scenario, "--seed", "6", "--messages", Path("c")));
        Assert.Equal(plain, await Digest(scenario, "--granularity", "component", "--messages", Path("b")));
        _cli.Clear();
        Assert.Equal(ExitCode.Success, await _cli.Run("diff", Path("a"), Path("b")));
        Assert.Equal(ExitCode.Failure, await _cli.Run("diff", Path("a"), Path("c")));
    }

    [Fact]
    public async Task Out_holds_summary_report_and_command_log()
    {
        Assert.Equal(ExitCode.Success, await _cli.Run("run", Scenario(TestScenarios.Easy), "--out", Path("out")));
        Assert.Contains("digest", File.ReadAllText(System.IO.Path.Combine(Path("out"), "report.txt")));
        Assert.True(File.Exists(System.IO.Path.Combine(Path("out"), "commands.jsonl")));
        using var summary = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Path("out"), "summary.json")));
        Assert.Equal(64, summary.RootElement.GetProperty("scenarioSha256").GetString()!.Length);
    }

    [Fact]
    public async Task An_interrupted_run_keeps_what_there_is()
    {
        using CancellationTokenSource interrupt = new();
        var scenario = Scenario(TestScenarios.Impossible);
        var run = _cli.RunUntil(
            interrupt.Token, "run", scenario, "--set", "duration=1h", "--pace", "1", "--json", Path("s.json"));
        await Eventually(() => _cli.Error.Contains("of 3600 s (", StringComparison.Ordinal));
        await interrupt.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await run);
        Assert.Contains("INTERRUPTED: this covers", _cli.Out);
        Assert.Contains("digest", _cli.Out);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path("s.json")));
        Assert.True(summary.RootElement.GetProperty("interrupted").GetBoolean());
        Assert.Empty(_cli.Endpoints.List());
    }

    [Fact]
    public async Task An_unreachable_cluster_is_a_failure()
    {
        Assert.Equal(
            ExitCode.Failure, await _cli.Run("run", Scenario(TestScenarios.Small), "--cluster", "127.0.0.1:9"));
        Assert.Contains("The cluster at 127.0.0.1:9 cannot be reached", _cli.Error);
    }

    [Fact]
    public async Task An_otlp_endpoint_that_is_down_is_a_failure_with_the_result_kept()
    {
        Assert.Equal(
            ExitCode.Failure,
            await _cli.Run(
                "run", Scenario(TestScenarios.Easy), "--otlp", "http://127.0.0.1:9", "--trace-sample", "1"));
        Assert.Contains("digest", _cli.Out);
        Assert.Contains("The OTLP endpoint http://127.0.0.1:9/v1/traces cannot be reached", _cli.Error);
        Assert.DoesNotContain(" 0 spans lost", _cli.Out);
    }

    public void Dispose() => _cli.Dispose();

    internal static async Task Eventually(Func<bool> holds)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        while (!holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<string> Digest(string scenario, params string[] options)
    {
        _cli.Clear();
        Assert.Equal(ExitCode.Success, await _cli.Run(["run", scenario, "--json", "-", "--quiet", .. options]));
        using var summary = JsonDocument.Parse(_cli.Out);
        return summary.RootElement.GetProperty("digest").GetString()!;
    }

    private string Scenario(string text) => _cli.Folder.Write("scenario.yaml", text);

    private string Path(string name) => _cli.Folder.PathOf(name);
}
