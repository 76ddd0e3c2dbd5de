using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: a slice counts progress, so that overheads are the provider's, not the customer's.</summary>
public sealed class HybridCostsTests
{
    [Theory]
    [InlineData(10, 4)]
    [InlineData(5, 1)]
    [InlineData(40, 20)]
    public void A_job_of_exactly_one_slice_is_complete_in_every_period_whatever_switching_costs(
        int periodMilliseconds, int sliceMilliseconds)
    {
        var period = Duration.FromMilliseconds(periodMilliseconds);
        var slice = Duration.FromMilliseconds(sliceMilliseconds);
        var host = new HybridHost(1) { Machine = MachineProfiles.Get("xeon-2008") };
        var job = new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.FromNanoseconds(3_000_000),
            Gap = period,
            Cost = slice,
            Deadline = period,
            Vcpu = 0,
        };
        var vcpu = host.Add(job, period, slice);
        for (var i = 0; i < 5; i++)
        {
            host.AddHog();
        }

        host.Timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(2));

        var counts = ((Workload)((Domain)host.Timeline.Processes[2 + vcpu]).Applications[0]).Counts;
        Assert.InRange(counts.Completed, 1_900 / periodMilliseconds, 2_000 / periodMilliseconds);
        Assert.Equal(0, counts.Missed);
    }
}
