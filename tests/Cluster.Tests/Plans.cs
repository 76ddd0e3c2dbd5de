using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Cluster.Tests;

/// <summary>Small plans of real hosts.</summary>
internal static class Plans
{
    /// <summary>Hosts on which periodic workloads and a hog share one core.</summary>
    public static RunPlan Workloads(int hosts, Duration duration) => new()
    {
        Name = "workloads",
        Seed = 1,
        Duration = duration,
        Warmup = Duration.Zero,
        Hosts = [.. Enumerable.Range(0, hosts).Select(Host)],
        Domains = [.. Enumerable.Range(0, hosts).SelectMany(Domains)],
    };

    private static HostPlan Host(int index) => new()
    {
        Name = $"h{index}",
        Cores = 2,
        Machine = new MachineProfile { Name = "zero" },
        Scheduler = new SchedulerPlan { Kind = SchedulerKind.Hybrid },
    };

    private static IEnumerable<DomainPlan> Domains(int host) =>
    [
        Domain(host, "web", new VcpuPlan(), Periodic(host)),
        Domain(host, "hog", new VcpuPlan(), Hog()),
        Domain(host, "hog2", new VcpuPlan(), Hog()),
        Domain(
            host,
            "reserved",
            new VcpuPlan { Period = Duration.FromMilliseconds(10), Slice = Duration.FromMilliseconds(2) },
            Hog()),
    ];

    private static DomainPlan Domain(int host, string name, VcpuPlan vcpu, WorkloadPlan workload) => new()
    {
        Tenant = "tenant",
        Name = $"{name}{host}",
        Host = $"h{host}",
        Vcpus = [vcpu],
        Applications = [workload],
    };

    private static WorkloadPlan Periodic(int host) => new()
    {
        Kind = WorkloadKind.Periodic,
        Vcpu = 0,
        Start = VirtualTime.FromNanoseconds(host * 100_000),
        Cost = Duration.FromMicroseconds(300),
        Gap = Duration.FromMilliseconds(5),
    };

    private static WorkloadPlan Hog() => new() { Kind = WorkloadKind.Hog, Vcpu = 0, Start = VirtualTime.Zero };
}
