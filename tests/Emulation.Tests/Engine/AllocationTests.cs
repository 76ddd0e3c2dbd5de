using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>The event loop allocates nothing once its arrays have grown.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Phold_allocates_nothing_after_warm_up()
    {
        const int Processes = 64;

        AssertNothingAllocated(
            () => OneTimeline.Of([.. Enumerable.Range(0, Processes).Select(id => new PholdProcess(
                id, Processes, 4, Duration.FromNanoseconds(1), Duration.FromNanoseconds(2_000)))]),
            Duration.FromMicroseconds(400),
            leastEvents: 50_000);
    }

    [Theory]
    [InlineData("credit-10-ongaro-4pcpu.json")]
    [InlineData("credit-40-dom0-heavy-io-4pcpu.json")]
    public void A_credit_host_allocates_nothing_after_warm_up(string file)
    {
        var scenario = GoldenFile.Read(
            Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden", "xen", file));

        AssertNothingAllocated(
            () => SchedulingRun.Prepare(scenario, new World(scenario.Plan)),
            Duration.FromMilliseconds(800),
            leastEvents: 1_000);
    }

    [Theory]
    [InlineData("credit-10-ongaro-4pcpu.json", RunQueueSharing.Socket)]
    [InlineData("credit-40-dom0-heavy-io-4pcpu.json", RunQueueSharing.Cpu)]
    public void A_credit2_host_allocates_nothing_after_warm_up(string file, RunQueueSharing sharing)
    {
        var scenario = GoldenFile.Read(
            Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden", "xen", file));
        var host = scenario.Plan.Hosts[0] with
        {
            Scheduler = new SchedulerPlan
            {
                Kind = SchedulerKind.Credit2,
                Credit2 = new Credit2Plan { RunQueue = sharing },
            },
        };

        AssertNothingAllocated(
            () => SchedulingRun.Prepare(scenario, new World(scenario.Plan with { Hosts = [host] })),
            Duration.FromMilliseconds(800),
            leastEvents: 1_000);
    }

    private static void AssertNothingAllocated(Func<Timeline> prepare, Duration length, long leastEvents)
    {
        // The runtime books what it allocates to compile a method to the thread that first calls it. A rehearsal of
        // the whole run leaves it nothing to compile in what is measured.
        var end = VirtualTime.Zero + (length * 2);
        prepare().Advance(end);

        var timeline = prepare();
        timeline.Advance(VirtualTime.Zero + length);
        var events = timeline.Events;
        var before = GC.GetAllocatedBytesForCurrentThread();
        timeline.Advance(end);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(timeline.Events - events >= leastEvents, $"Only {timeline.Events - events} events were measured.");
        Assert.Equal(0, allocated);
    }
}
