using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// A host under mixed load, scheduling only: of each four vCPUs one never blocks, one computes and sleeps, one has a
/// reservation and a periodic job, and one answers short requests at random instants.
/// </summary>
internal static class MixedLoad
{
    /// <summary>The plan of one host without costs.</summary>
    /// <param name="scheduler">Its policy.</param>
    /// <param name="cores">How many cores it has.</param>
    /// <param name="vcpus">How many domains of one vCPU it has.</param>
    public static RunPlan Plan(SchedulerKind scheduler, int cores, int vcpus) => new()
    {
        Name = "mixed",
        Seed = 1,
        Duration = Duration.FromSeconds(3_600),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = cores,
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan { Kind = scheduler },
            },
        ],
        Domains =
        [
            .. Enumerable.Range(0, vcpus).Select(index => new DomainPlan
            {
                Tenant = "tenant",
                Name = $"domain{index}",
                Host = "host",
                Vcpus = [Vcpu(index)],
                Applications = [Workload(index)],
            }),
        ],
    };

    private static VcpuPlan Vcpu(int index) => index % 4 == 2
        ? new VcpuPlan { Period = Duration.FromMilliseconds(20), Slice = Duration.FromMilliseconds(3) }
        : new VcpuPlan();

    private static WorkloadPlan Workload(int index)
    {
        var kind = (index % 4) switch
        {
            0 => WorkloadKind.Hog,
            1 => WorkloadKind.ClosedUniform,
            2 => WorkloadKind.Periodic,
            _ => WorkloadKind.Uniform,
        };
        var (cost, gap) = kind switch
        {
            WorkloadKind.ClosedUniform => (2_000, 5_000),
            WorkloadKind.Periodic => (2_000, 20_000),
            _ => (100, 4_000),
        };
        return new WorkloadPlan
        {
            Kind = kind,

            // Odd beginnings, so that what is periodic does not fall together.
            Start = VirtualTime.FromNanoseconds(1 + (index * 137_911L)),
            Cost = Duration.FromMicroseconds(cost),
            MaxCost = Duration.FromMicroseconds(cost * 2),
            Gap = Duration.FromMicroseconds(gap),
            MaxGap = Duration.FromMicroseconds(gap * 3),
            Seed = (ulong)index + 1,
            Vcpu = 0,
        };
    }
}
