using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Tests.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>Machines with other monitors: who copies what, and the main scenario on each.</summary>
public sealed class MonitorTests
{
    private static readonly Duration End = Duration.FromMilliseconds(200);

    /// <summary>Copying costs 1 ns a byte and nothing else costs anything: times are bytes.</summary>
    [Theory]
    [InlineData(MonitorKind.Xen, true, false)]
    [InlineData(MonitorKind.KvmVhost, true, false)]
    [InlineData(MonitorKind.HypervVmbus, false, true)]
    public void Each_copies_where_it_does(MonitorKind monitor, bool backendTakes, bool guestCopies)
    {
        var perByte = Duration.FromNanoseconds(1_500);
        var machine = new MachineProfile
        {
            Name = "copies",
            Monitor = monitor,
            GrantCopy = perByte,
            GuestCopy = guestCopies ? perByte : Duration.Zero,
        };
        var ping = NetworkPlans.Domain("ping", new PingPlan { Interval = Duration.FromMilliseconds(10) });
        var run = new WorldRun(NetworkPlans.OneHost(machine, SchedulerKind.Credit, 1, ping))
            .AdvanceTo(Duration.FromMilliseconds(195));
        var backend = run.Components.OfType<NetworkBackend>().Single();
        var counts = backend.AllCountsOf(0);
        var guest = run.Components.OfType<GuestDomain>().Single(one => one.Interface == 0);

        Assert.True(counts.SentBytes > 1_000 && counts.ReceivedBytes > 1_000);
        Assert.Equal((backendTakes ? counts.SentBytes : 0) + counts.ReceivedBytes, backend.Bills.Booked(0));
        Assert.Equal(guestCopies ? counts.SentBytes + counts.ReceivedBytes : 0, guest.Told().Nanoseconds);
        Assert.Equal(backendTakes ? counts.SentPackets : 0, counts.EarlyCopies);
    }

    [Theory]
    [InlineData("kvm-vhost")]
    [InlineData("hyperv-vmbus")]
    public void The_main_scenario_runs_on_each(string machine)
    {
        var plan = MainScenario(machine);
        var whole = new WorldRun(plan).AdvanceTo(End);
        var stopped = new WorldRun(plan).AdvanceTo(Duration.FromNanoseconds(98_765_432)).Reload(2).AdvanceTo(End);
        var report = ReportBuilder.Build(whole.World, whole.Components, VirtualTime.Zero + End);
        var xen = Driver(MainScenario("xeon-2008"));
        var web = report.Domains.Single(domain => domain.Domain == "web");
        var host = report.Hosts[0];

        Assert.Equal(RunDigest.Of(whole.Timelines), RunDigest.Of(stopped.Timelines));
        Assert.True(web.Latency!.Samples > 30);
        Assert.Equal(web.CpuWindows, web.CpuWindowsKept);
        Assert.All(
            report.Domains.Where(domain => domain.Domain.StartsWith("bulk", StringComparison.Ordinal)),
            bulk => Assert.True(bulk.BytesSent > 1_000_000));
        Assert.Equal(host.DriverDomain.Nanoseconds, report.Domains.Sum(domain => domain.DriverCaused.Nanoseconds));

        // Nothing is mapped frame by frame there.
        Assert.True(host.DriverDomain < xen);
    }

    private static Duration Driver(RunPlan plan)
    {
        var run = new WorldRun(plan).AdvanceTo(End);
        return ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + End).Hosts[0].DriverDomain;
    }

    private static RunPlan MainScenario(string machine)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scenarios", "get-what-you-pay-for.yaml");
        var plan = ScenarioFile.Load(path, ["warmup=20ms", $"hosts[0].machine={machine}"]).Plan!;
        return FirstFitPlacement.Place(plan).Plan;
    }
}
