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
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Schedulers);
        Client.Terminals.Terminal silent = new(TextWriter.Null, TextWriter.Null, 0, false, false);
        _run = new Cli(silent, _cli.Endpoints).Run(
            ["run", scenario, "--pace", "1", "--out", _cli.Folder.PathOf("out")], _end.Token);
        await RunTests.Eventually(() => _cli.Endpoints.List().Count == 1 || _run.IsCompleted);
    }

    [Fact]
    public async Task Verbs_show_and_change_the_run_and_its_log_replays_to_the_same_digest()
    {
        await Show();
        await Refuse();
        await Change();

        await _end.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await _run);
        var summary = Path.Combine(_cli.Folder.PathOf("out"), "summary.json");
        using var interrupted = JsonDocument.Parse(File.ReadAllText(summary));
        var root = interrupted.RootElement;
        foreach (var granularity in (string[])["host", "component"])
        {
            _cli.Clear();
            await _cli.Run(
                "run",
                _cli.Folder.PathOf("scenario.yaml"),
                "--set",
                $"duration={root.GetProperty("virtualSeconds").GetDecimal() * 1_000_000_000:0}ns",
                "--granularity",
                granularity,
                "--replay",
                Log);
            Assert.EndsWith($"digest   {root.GetProperty("digest").GetString()}", _cli.Out.TrimEnd());
        }
    }

    [Fact]
    public async Task Without_a_run_the_verbs_say_so()
    {
        using TestCli other = new();
        Assert.Equal(ExitCode.Failure, await other.Run("xl", "list"));
        Assert.Contains("No run goes on", other.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _run;
        _end.Dispose();
        _cli.Dispose();
    }

    private string Log => Path.Combine(_cli.Folder.PathOf("out"), "commands.jsonl");

    private async Task Show()
    {
        await Expect("list", "Host mixed:", "web", "hog1", "VCPUs", "Host xen:", "guest3");
        await Expect("list -c guest1", "Cpupool", "             xen");
        await Expect("vcpu-list control", "Affinity (Hard / Soft)", "all / all");
        await Expect("cpupool-list", "mixed                2    hybrid       y          3");
        await Expect("cpupool-list -c 1", "xen                0,1");
        await Expect("sched-credit", "Cpupool mixed: tslice=30ms ratelimit=", "Cpupool xen:", "hog1");
        await Expect("sched-credit -s -p xen", "Cpupool xen: tslice=30ms ratelimit=1000us migration-delay=0us");
        await Expect("sched-edf", "Cpupool mixed: sched=hybrid", "web", "10", "2");
        await Expect("sched-rtds", "Cpupool rt: sched=RTDS", "control", "     10000      4000        yes");
        await Expect("sched-rtds -v all", "VCPU");
    }

    /// <summary>Each refusal names its reason and Xen's words, and the log shows that nothing was changed.</summary>
    private async Task Refuse()
    {
        await ExpectFault("sched-credit -d nobody", "nobody is an invalid domain identifier (rc=-6)");
        await ExpectFault("sched-credit -d control", "libxl_domain_sched_params_get returned rtds not credit.");
        await ExpectFault("sched-rtds -d web", "libxl_domain_sched_params_get returned hybrid not rtds.");
        await ExpectFault("sched-credit2", "No cpupool has the scheduler credit2: mixed has hybrid, xen has credit, ");
        await ExpectFault("sched-credit -p nowhere", "unknown cpupool 'nowhere'");
        await ExpectFault("cpupool-list nowhere", "Pool 'nowhere' does not exist");
        await ExpectFault("sched-credit -d guest1 -w 0", "valid values are within range from 1 to 65535");
        await ExpectFault("sched-credit -d guest1 -c 101", "valid range is from 0 to 100", "params_set failed.");
        await ExpectFault("sched-credit -s -p xen -t 1001", "Time slice out of range", "params_set failed.");
        await ExpectFault("sched-credit -s -p xen -r 99", "Ratelimit out of range");
        await ExpectFault("sched-credit -s -p xen -t 1 -r 2000", "Ratelimit cannot be greater than timeslice");
        await ExpectFault("sched-credit -s -p xen -m 100001", "vcpu migration delay should be");
        await ExpectFault("sched-credit -s -t 5", "choose with -p among: mixed, xen.");
        await ExpectFault("sched-rtds -d control -v 2", "valid values are within range from 0 to 1");
        await ExpectFault("sched-rtds -d control -v 2 -p 10000 -b 4000 -e 0", "valid range is [0, 1]");
        await ExpectFault("sched-rtds -d control -v 0 -p 9 -b 9 -e 0", "Invalid VCPU period of 9 us");
        await ExpectFault("sched-rtds -d control -v 0 -p 10 -b 11 -e 0", "but 11 > 10 us", "params_set failed.");
        await ExpectFault("sched-edf -d web -v 7 -p 10ms -s 1ms", "Incorrect VCPU IDs");
        await ExpectFault("sched-edf -d web -p 10ms -s 11ms", "slice");
        await ExpectFault("sched-edf -d web -p 10ms -s 9500us", "no core has that left; pCPU ");
        await ExpectFault("sched-edf -d web -p 9us -s 1us", "Period 0.009 ms out of range", "0.01 ms to 3600000 ms.");
        await ExpectFault("sched-edf -d web -p 3601s -s 1ms", "Period 3601000 ms out of range");
        await ExpectFault("sched-edf -d guest1 -p 10ms -s 1ms", "returned credit not hybrid");
        await ExpectFault("vcpu-pin guest1 0 x", "Invalid pcpu range: x.");
        await ExpectFault("vcpu-pin guest1 0 2-5", "has pCPUs 0 to 1", "Could not set affinity for vcpu `0'.");
        await ExpectFault("vcpu-pin guest1 0 0,^0", "'0,^0' leaves no pCPU", "Could not set affinity for vcpu `0'.");
        await ExpectFault("vcpu-pin guest1 1 0", "valid range is [0, 0]", "Could not set affinity for vcpu `1'.");
        await ExpectFault("vcpu-pin guest1 all - -", "Could not set affinity.");
        await ExpectFault("list --run other", "No run is called other; running: schedulers.");
    }

    private async Task Change()
    {
        await Silent("sched-credit -d hog1 -w 512 -c 40");
        await Silent("sched-credit -s -p xen -t 5 -r 0 -m 250");
        await Silent("sched-edf -d web -p 20ms -s 3ms");
        await Silent("sched-rtds -d control -v 0 -p 20000 -b 5000 -e 0 -v 1 -p 50000 -b 100 -e 1");
        await Silent("vcpu-pin guest1 0 1 0");
        await Silent("vcpu-pin web all 1");
        await Eventually("sched-credit -d hog1", " 512   40");
        await Eventually("sched-credit -s -p xen", "tslice=5ms ratelimit=0us migration-delay=250us");
        await Eventually("sched-edf -d web", " 20          3");
        await Eventually(
            "sched-rtds -d control -v 0 -v 1",
            "   0     20000      5000         no",
            "   1     50000       100        yes");
        await Eventually("vcpu-list guest1", "    0    1 ", "  1 / 0");
        await Eventually("vcpu-list web", "  1 / all");

        // Back to credit, and free again.
        await Silent("sched-edf -d web -s 0ms");
        await Silent("vcpu-pin web 1 all");
        await Eventually("sched-edf -d web", "credit");
    }

    private async Task Silent(string verb)
    {
        await Expect(verb);
        Assert.Equal("", _cli.Out);
    }

    /// <summary>A command counts from the next boundary on, and a reservation from the next replenishment.</summary>
    private async Task Eventually(string verb, params string[] texts)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            _cli.Clear();
            await _cli.Run(["xl", .. verb.Split(' ')]);
            if (texts.All(text => _cli.Out.Contains(text, StringComparison.Ordinal)))
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.All(texts, text => Assert.Contains(text, _cli.Out));
    }

    private async Task Expect(string verb, params string[] texts)
    {
        _cli.Clear();
        var exitCode = await _cli.Run(["xl", .. verb.Split(' ')]);
        Assert.True(exitCode == ExitCode.Success, $"{verb}: {_cli.Error}");
        Assert.All(texts, text => Assert.Contains(text, _cli.Out));
    }

    private async Task ExpectFault(string verb, params string[] messages)
    {
        _cli.Clear();
        var exitCode = await _cli.Run(["xl", .. verb.Split(' ')]);
        Assert.True(exitCode == ExitCode.Failure, $"{verb}: {exitCode}: {_cli.Out}{_cli.Error}");
        Assert.All(messages, message => Assert.Contains(message, _cli.Error));
    }
}
