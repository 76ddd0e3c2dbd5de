using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

public sealed class WorldAllocationTests
{
    /// <summary>
    /// Queues grow to their depth at first; after that, a host with every kind of traffic allocates nothing. A queue
    /// may still find a new depth, so a growth or two are allowed, and nothing that goes with the number of events.
    /// </summary>
    [Theory]
    [InlineData(CopyMode.Always)]
    [InlineData(CopyMode.Delayed)]
    [InlineData(CopyMode.Adaptive)]
    public void A_busy_host_allocates_nothing_per_event_once_its_queues_have_grown(CopyMode copy)
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Hybrid,
            2,
            NetworkPlans.Domain("web", new ServerPlan { Cost = Duration.FromMicroseconds(100), ReplyBytes = 8_192 })
                with
            {
                Load = new LoadPlan { Arrivals = ArrivalKind.Poisson, Gap = Duration.FromMilliseconds(2) },
                Shaping = new ShapingPlan { RateBitsPerSecond = 50_000_000, CeilBitsPerSecond = 200_000_000 },
            },
            NetworkPlans.Domain("hog", new BurnPlan()),
            NetworkPlans.Domain("sink", new StreamPlan { Sends = false }),
            NetworkPlans.Domain("source", new StreamPlan { Sends = true }));
        var run = new WorldRun(plan with { Hosts = [NetworkPlans.Copying(copy, plan.Hosts[0])] })
            .AdvanceTo(Duration.FromSeconds(2));
        var events = run.Events;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        run.AdvanceTo(Duration.FromSeconds(3));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.True(run.Events - events > 500_000, $"{run.Events - events} events");
        Assert.True(allocated < 16_384, $"{allocated} bytes in {run.Events - events} events");
    }
}
