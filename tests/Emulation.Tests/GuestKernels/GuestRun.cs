using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.GuestKernels;

/// <summary>One domain, named guest, on a host with enough cores.</summary>
internal static class GuestRun
{
    public static MachineProfile Zero { get; } = new() { Name = "zero" };

    public static DomainPlan Guest(int vcpus, int isolated, params ApplicationPlan[] applications) =>
        NetworkPlans.Domain("guest", applications) with
        {
            Vcpus =
            [
                .. Enumerable.Range(0, vcpus).Select(vcpu => new VcpuPlan { Isolated = vcpu >= vcpus - isolated }),
            ],
        };

    public static GuestDomain Of(MachineProfile machine, DomainPlan domain, Duration end) =>
        new WorldRun(NetworkPlans.OneHost(machine, SchedulerKind.Credit, domain.Vcpus.Count + 1, domain))
            .AdvanceTo(end).One<GuestDomain>("Domain/guest");

    public static Dictionary<string, long> Facts(LogicalProcess component)
    {
        var facts = new Dictionary<string, long>(StringComparer.Ordinal);
        component.Describe(facts.Add);
        return facts;
    }

    /// <summary>CPU time that each hog got, in ns.</summary>
    public static long[] HogTimes(GuestDomain domain) =>
        [.. domain.Applications.OfType<BurnApplication>().Select(hog => GuestApplication.Endless - hog.Remaining)];

    public static PeriodicApplication Job(GuestDomain domain) =>
        domain.Applications.OfType<PeriodicApplication>().Single();
}
