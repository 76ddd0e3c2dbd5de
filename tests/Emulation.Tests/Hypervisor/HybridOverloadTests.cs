using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: what does not fit is refused in a sentence that helps, and taken with admission off.</summary>
public sealed class HybridOverloadTests
{
    [Fact]
    public void Reservations_beyond_a_core_share_it_and_credit_starves()
    {
        var host = new HybridHost(1)
        {
            Policy = new SchedulerPlan { Kind = SchedulerKind.Hybrid, AdmissionOff = true },
        };
        var reserved = Enumerable.Range(1, 3)
            .Select(i => host.AddHog(Duration.FromMilliseconds(10 * i), Duration.FromMilliseconds(6 * i)))
            .ToList();
        var credit = host.AddHog();
        var end = VirtualTime.Zero + Duration.FromSeconds(3);
        var got = reserved.Select(vcpu => host.RuntimeAt(vcpu, end)).ToList();

        // 180 % of a core: nobody gets 60 %, everybody gets something, and the core is busy.
        Assert.All(got, each => Assert.InRange(each, 600_000_000, 1_500_000_000));
        Assert.Equal(3_000_000_000, got.Sum());
        Assert.Equal(0, host.RuntimeAt(credit, end));
    }

    [Fact]
    public void A_refusal_names_the_core_with_most_room_among_those_allowed()
    {
        var host = new HybridHost(2);
        host.Add(Hog, Reservation(7, [0]));
        host.Add(Hog, Reservation(5, [0]));

        var refusal = Assert.Throws<EmulationException>(() => host.Timeline.Advance(VirtualTime.FromNanoseconds(1)));
        Assert.Contains("core 0 has the most room, 20.00 %", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vcpu_that_yields_for_ever_gets_its_slice_in_every_period()
    {
        var host = new HybridHost(1);
        var vcpu = host.Add(
            new WorkloadPlan
            {
                Kind = WorkloadKind.Yield,
                Start = VirtualTime.Zero,
                Cost = Duration.FromMicroseconds(70),
                Vcpu = 0,
            },
            Duration.FromMilliseconds(10),
            Duration.FromMilliseconds(4));
        host.AddHog();
        for (var period = 1; period <= 50; period++)
        {
            Assert.Equal(
                period * 4_000_000L,
                host.RuntimeAt(vcpu, VirtualTime.Zero + Duration.FromMilliseconds(10 * period)));
        }
    }

    private static WorkloadPlan Hog { get; } =
        new() { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };

    private static VcpuPlan Reservation(int milliseconds, int[] pcpus) => new()
    {
        Period = Duration.FromMilliseconds(10),
        Slice = Duration.FromMilliseconds(milliseconds),
        Affinity = pcpus,
    };
}
