using System.IO.Compression;
using System.Text.Json;

using Xenisol.Client.Tests.Runs;
using Xenisol.Client.Timelines;
using Xenisol.Client.Tracing;
using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios;

namespace Xenisol.Client.Tests.Timelines;

/// <summary>Timelines of real runs, decoded by Google's schema and held against the run's own summary.</summary>
[Collection(SiloCollection.Name)]
public sealed class TimelineTests(ShownTimeline shown) : IClassFixture<ShownTimeline>, IDisposable
{
    private const long End = 300_000_000;
    private const long Warmup = 50_000_000;

    private readonly TestCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void It_says_what_the_summary_counts_to_the_nanosecond()
    {
        var (summary, timeline) = (shown.Summary, shown.Timeline);

        Assert.Equal(["left", "right"], timeline.Hosts.OrderBy(host => host.Key).Select(host => host.Value));
        var running = timeline.Slices.ToLookup(slice => timeline.Vcpus[slice.Tid]);
        foreach (var host in summary.GetProperty("hosts").EnumerateArray())
        {
            foreach (var vcpu in host.GetProperty("vcpus").EnumerateArray())
            {
                var domain = $"{host.GetProperty("name")}/{vcpu.GetProperty("domain")}";
                var slices = running[$"{domain}/vcpu{vcpu.GetProperty("vcpu")}"].ToList();
                Assert.Equal(
                    vcpu.GetProperty("runtimeNanoseconds").GetInt64(), slices.Sum(slice => slice.To - slice.From));
                Assert.Equal(vcpu.GetProperty("dispatches").GetInt64(), slices.Count);
            }
        }

        var counts = summary.GetProperty("timeline");
        Assert.Equal(counts.GetProperty("slices").GetInt64(), timeline.Slices.Count);
        Assert.Equal(
            counts.GetProperty("migrations").GetInt64(), timeline.Instants.Count(one => one.Name == "migration"));
        Assert.True(counts.GetProperty("complete").GetBoolean());
        var clock = timeline.Clocks.All<PerfettoMessage>("clocks").Single(one => one.Number("clock_id") == 1);
        Assert.Equal(VirtualEpoch.UnixNanoseconds, clock.Number("timestamp"));
        Assert.Equal("BUILTIN_CLOCK_BOOTTIME", timeline.Clocks.Text("primary_trace_clock"));
    }

    [Fact]
    public void Deadlines_are_those_of_the_summary_and_each_job_flows_to_its_verdict()
    {
        var (summary, timeline) = (shown.Summary, shown.Timeline);

        var judged = timeline.Instants
            .Where(one => one.Name is "deadline met" or "deadline missed" && one.Figures["release_ns"] >= Warmup)
            .ToLookup(one => timeline.Vcpus[one.Tid]);
        var missed = 0;
        foreach (var domain in summary.GetProperty("tenants").EnumerateArray()
            .SelectMany(tenant => tenant.GetProperty("domains").EnumerateArray()))
        {
            var jobs = judged[$"{domain.GetProperty("host")}/{domain.GetProperty("name")}/vcpu0"].ToList();
            Assert.Equal(domain.GetProperty("jobs").GetInt64(), jobs.Count);
            Assert.Equal(
                domain.GetProperty("deadlinesMissed").GetInt64(), jobs.Count(one => one.Name == "deadline missed"));
            missed += jobs.Count(one => one.Name == "deadline missed");
        }

        Assert.True(missed > 5);
        Assert.NotEmpty(judged["left/kept/vcpu0"]);
        Assert.All(judged["left/kept/vcpu0"], one => Assert.Equal("deadline met", one.Name));
        var begun = timeline.Instants.Where(one => one.Begins != 0).ToDictionary(one => one.Begins);
        Assert.All(timeline.Instants.Where(one => one.Ends != 0), verdict =>
        {
            Assert.Equal(verdict.Figures["release_ns"], begun[verdict.Ends].At);
            Assert.Equal(verdict.Tid, begun[verdict.Ends].Tid);
        });
        Assert.Contains(timeline.Instants, one => one.Name == "replenished");
    }

    [Fact]
    public void Slices_of_a_core_do_not_overlap_and_whoever_wakes_runs_later_or_waits_to_the_end()
    {
        var timeline = shown.Timeline;

        foreach (var core in timeline.Slices.GroupBy(slice => (slice.Machine, slice.Core)))
        {
            var slices = core.OrderBy(slice => slice.From).ThenBy(slice => slice.To).ToList();
            Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
            Assert.InRange(slices[^1].To, 1, End);
        }

        foreach (var states in timeline.States.Values)
        {
            Assert.Equal((0, "TASK_STATE_INTERRUPTIBLE_SLEEP"), states[0]);
            var woken = Enumerable.Range(1, states.Count - 1).Where(i =>
                states[i].State == "TASK_STATE_RUNNABLE" && states[i - 1].State == "TASK_STATE_INTERRUPTIBLE_SLEEP");
            Assert.All(woken, i => Assert.Contains(
                states.Skip(i), later => later.State == "TASK_STATE_RUNNING" || later.At == End));
            Assert.DoesNotContain(states[^1].State, (string[])["TASK_STATE_RUNNING", "TASK_STATE_RUNNABLE"]);
        }

        // What a used-up budget keeps off the cores is told from what waits for one.
        var late = timeline.Vcpus.Single(vcpu => vcpu.Value == "left/late/vcpu0").Key;
        Assert.True(timeline.States[late].Count(state => state.State == "TASK_STATE_STOPPED") > 3);
    }

    [Fact]
    public async Task Neither_the_digest_nor_the_file_depends_on_how_it_is_watched_or_spread()
    {
        var scenario = _cli.Folder.Write("two.yaml", ShownTimeline.Scenario);
        var plain = await Run(scenario);
        var watched = await Run(scenario, "--timeline", Path("a"));
        Assert.Equal(Digest(plain), Digest(watched));
        Assert.Equal(Digest(plain), Digest(await Run(
            scenario, "--timeline", Path("b.gz"), "--partitions", "2", "--messages", Path("m"), "--trace", Path("s"))));
        Assert.Equal(Digest(plain), Digest(await Run(
            scenario, "--timeline", Path("c"), "--granularity", "component")));
        var bytes = File.ReadAllBytes(Path("a"));
        Assert.Equal(bytes, Unpacked(Path("b.gz")));
        Assert.Equal(bytes, File.ReadAllBytes(Path("c")));
        Assert.False(plain.TryGetProperty("timeline", out _));
    }

    [Fact]
    public async Task Two_silos_show_the_same()
    {
        var scenario = _cli.Folder.Write("two.yaml", ShownTimeline.Scenario);
        var one = await Run(scenario, "--timeline", Path("a"));
        var two = await Run(scenario, "--timeline", Path("b"), "--silos", "2");
        Assert.Equal(2, two.GetProperty("processes").GetArrayLength());
        Assert.Equal(Digest(one), Digest(two));
        Assert.Equal(File.ReadAllBytes(Path("a")), File.ReadAllBytes(Path("b")));
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_bad_input()
    {
        var scenario = _cli.Folder.Write("two.yaml", ShownTimeline.Scenario);
        Assert.Equal(ExitCode.BadInput, await _cli.Run("run", scenario, "--timeline", Path("no/such/folder")));
        Assert.Contains("--timeline", _cli.Error);
        Assert.Contains("cannot be written", _cli.Error);
        Assert.Empty(_cli.Out);
    }

    [Theory]
    [InlineData("t")]
    [InlineData("t.gz")]
    public void A_full_disk_ends_the_timeline_with_one_fault_and_not_the_run(string name)
    {
        var scenario = ScenarioFile.Load(_cli.Folder.Write("two.yaml", ShownTimeline.Scenario), []);
        World world = new(scenario.Plan!);
        using FullDisk disk = new();
        using TimelineFile file = new(name, disk, world);
        file.Take([]);
        file.Complete(1);
        file.Complete(2);
        Assert.Equal($"--timeline {name}: the timeline is incomplete: {FullDisk.Message}", file.Fault);
        Assert.False(file.Counts.Complete);
    }

    private async Task<JsonElement> Run(string scenario, params string[] more)
    {
        _cli.Clear();
        var code = await _cli.Run(["run", scenario, "--json", "-", "--quiet", .. more]);
        Assert.True(code == ExitCode.Success, _cli.Error);
        return JsonDocument.Parse(_cli.Out).RootElement;
    }

    private static string Digest(JsonElement summary) => summary.GetProperty("digest").GetString()!;

    private string Path(string name) => _cli.Folder.PathOf(name);

    private static byte[] Unpacked(string path)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
