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
        var events = 0L;
        var allocated = Allocation.OfPrepared(() =>
        {
            var timeline = prepare();
            timeline.Advance(VirtualTime.Zero + length);
            return () =>
            {
                events = -timeline.Events;
                timeline.Advance(VirtualTime.Zero + (length * 2));
                events += timeline.Events;
            };
        });

        Assert.True(events >= leastEvents, $"Only {events} events were measured.");
        Assert.Equal(0, allocated);
    }
}
