using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

public sealed class SchedulerAllocationTests
{
    public static TheoryData<SchedulerKind> Policies => [.. Enum.GetValues<SchedulerKind>()];

    /// <summary>Queues grow to their depth in the first seconds; a growth or two later are allowed.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_allocates_nothing_per_event_under_mixed_load(SchedulerKind kind)
    {
        // On null a vCPU without a core of its own piles its jobs up for ever.
        var cores = kind == SchedulerKind.Null ? 16 : 4;
        var timeline = new World(MixedLoad.Plan(kind, cores, 16)).CreateTimeline(0);
        timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(5));
        var events = timeline.Events;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(10));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.True(timeline.Events - events > 5_000, $"{timeline.Events - events} events");
        Assert.True(allocated < 4_096, $"{allocated} bytes in {timeline.Events - events} events");
    }
}
