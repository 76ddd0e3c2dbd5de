using System.IO.Compression;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// Aim: what was saved is all there is. Method: every golden scenario of credit, RTDS and SEDF is stopped at random
/// boundaries, saved, loaded into a fresh world, and must end with the digest of the run that was never stopped; and
/// again with every component behind a gateway.
/// </summary>
public sealed class ReproducibilityTests
{
    private const int Boundaries = 4;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "xen"), "*.json")
            .Select(path => Path.GetFileName(path)).Order()];

    public static TheoryData<string> CreditFiles =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "xen"), "credit-*.json")
            .Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stopped_and_resumed_golden_run_has_the_same_digest(string file)
    {
        var scenario = GoldenFile.Read(Path.Combine(Folder, "xen", file));

        Assert.Equal(DigestOfWhole(scenario), DigestOfStopped(scenario));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_run_behind_a_gateway_has_the_same_digest(string file)
    {
        // A second suffices, and spares the time that a million small calls take.
        var scenario = GoldenFile.Read(Path.Combine(Folder, "xen", file));
        var end = VirtualTime.Min(EndOf(scenario), VirtualTime.FromNanoseconds(1_000_000_000));
        var whole = SchedulingRun.Prepare(scenario, new World(scenario.Plan));
        whole.Advance(end);
        var world = new World(scenario.Plan);
        var gateway = new SerialisingGateway([.. world.Components.Select(component => world.Create(component.Id))]);

        var forwarder = SchedulingRun.Prepare(scenario, world, gateway);
        forwarder.Advance(end);

        Assert.True(gateway.Calls > 0);
        Assert.Equal(whole.Events, forwarder.Events);
        Assert.Equal(RunDigest.Of(whole), RunDigest.Of(gateway.Processes));
    }

    [Theory]
    [MemberData(nameof(CreditFiles))]
    public void The_loads_of_credit_have_one_digest_under_credit2_however_they_are_run(string file)
    {
        var read = GoldenFile.Read(Path.Combine(Folder, "xen", file));
        var end = VirtualTime.Min(EndOf(read), VirtualTime.FromNanoseconds(1_000_000_000));
        var scenario = read with
        {
            Plan = read.Plan with
            {
                Duration = end - VirtualTime.Zero,
                Hosts = [read.Plan.Hosts[0] with { Scheduler = new SchedulerPlan { Kind = SchedulerKind.Credit2 } }],
            },
        };
        var world = new World(scenario.Plan);
        var gateway = new SerialisingGateway([.. world.Components.Select(component => world.Create(component.Id))]);
        SchedulingRun.Prepare(scenario, world, gateway).Advance(end);

        Assert.Equal(DigestOfWhole(scenario), DigestOfStopped(scenario));
        Assert.Equal(DigestOfWhole(scenario), RunDigest.Of(gateway.Processes));
    }

    [Theory]
    [InlineData("xen-fuzz-credit.zip")]
    [InlineData("xen-fuzz-rtds.zip")]
    public void Stopped_and_resumed_runs_full_of_coincident_instants_have_the_same_digest(string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, file));
        Assert.All(archive.Entries, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            var scenario = GoldenFile.Parse(reader.ReadToEnd(), entry.Name);
            Assert.Equal(DigestOfWhole(scenario), DigestOfStopped(scenario));
        });
    }

    [Fact]
    public void Watching_does_not_change_the_digest()
    {
        var scenario = GoldenFile.Read(Path.Combine(Folder, "xen", "credit-22-driver-domain-chain-1pcpu.json"));
        var watched = SchedulingRun.Prepare(scenario, new World(scenario.Plan));
        watched.Watcher = new SchedulingRun(scenario, scenario.Plan);

        watched.Advance(EndOf(scenario));

        Assert.Equal(DigestOfWhole(scenario), RunDigest.Of(watched));
    }

    private static ulong DigestOfWhole(GoldenScenario scenario)
    {
        var timeline = SchedulingRun.Prepare(scenario, new World(scenario.Plan));
        timeline.Advance(EndOf(scenario));
        return RunDigest.Of(timeline);
    }

    private static ulong DigestOfStopped(GoldenScenario scenario)
    {
        var end = EndOf(scenario);
        var timeline = SchedulingRun.Prepare(scenario, new World(scenario.Plan));
        foreach (var boundary in BoundariesOf(scenario, end))
        {
            timeline.Advance(boundary);
            timeline = Restart.In(timeline, new World(scenario.Plan).CreateTimeline(0));
        }

        timeline.Advance(end);
        return RunDigest.Of(timeline);
    }

    private static IEnumerable<VirtualTime> BoundariesOf(GoldenScenario scenario, VirtualTime end)
    {
        var random = new RandomStream(2009, scenario.Plan.Name, "boundaries");
        return Enumerable.Range(0, Boundaries)
            .Select(_ => VirtualTime.FromNanoseconds(random.NextBelow(end.Nanoseconds)))
            .Order()
            .ToList();
    }

    private static VirtualTime EndOf(GoldenScenario scenario) => VirtualTime.Zero + scenario.Plan.Duration;
}
