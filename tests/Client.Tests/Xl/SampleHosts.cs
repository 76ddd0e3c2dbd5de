using Xenisol.Client.Xl;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Tests.Xl;

/// <summary>Hosts as a run answers for them.</summary>
internal static class SampleHosts
{
    public static XlHost Credit { get; } = new(
        Plan("h1", 4, SchedulerKind.Credit),
        new SchedulerSummary("credit", true, true, 30_000_000, 1_000_000, 500_000),
        [
            new DomainSummary(0, "Domain-0", "", "h1", [Vcpu(0, 2, 'r', 1_234_567_890)]),
            new DomainSummary(
                1,
                "a-domain-whose-name-is-longer-than-any-column",
                "t",
                "h1",
                [
                    Vcpu(0, 0, 'b', 0) with { Weight = 65_535, CapPercent = 150, HardAffinity = [0, 1, 3] },
                    Vcpu(1, 3, '-', 98_765_400_000_000) with { HardAffinity = [3], SoftAffinity = [2, 3] },
                ]),
            new DomainSummary(12, "web", "t", "h1", [Vcpu(0, 1, 'b', 50_000_000) with { SoftAffinity = [] }]),
        ]);

    public static XlHost Credit2 { get; } = Credit with
    {
        Scheduler = new SchedulerSummary("credit2", false, true, 0, 1_000_000, 0),
    };

    public static XlHost Rtds { get; } = new(
        Plan("rack2-host17", 128, SchedulerKind.Rtds),
        new SchedulerSummary("rtds", false, false, 0, 0, 0),
        [
            new DomainSummary(0, "Domain-0", "", "rack2-host17", [Reserved(0, 10_000_000, 4_000_000, true)]),
            new DomainSummary(
                1,
                "control",
                "t",
                "rack2-host17",
                [Reserved(0, 20_000_000, 10_000, false), Reserved(1, 1_000_000_000, 1_000_000_000, true)]),
        ]);

    public static XlHost Hybrid { get; } = new(
        Plan("h3", 2, SchedulerKind.Hybrid),
        new SchedulerSummary("hybrid", true, true, 5_000_000, 0, 0),
        [
            new DomainSummary(0, "Domain-0", "", "h3", [Reserved(0, 5_000_000, 2_000_000, false)]),
            new DomainSummary(1, "web", "t", "h3", [Vcpu(0, 0, 'r', 0), Reserved(1, 10_000_000, 2_500_000, false)]),
        ]);

    private static VcpuSummary Vcpu(int number, int core, char state, long run) =>
        new(number, number, core, state, run, 256, 0, 0, 0, false, [0, 1, 2, 3], [0, 1, 2, 3]);

    private static VcpuSummary Reserved(int number, long period, long slice, bool extra) =>
        new(number, number, 0, 'b', 0, 256, 0, period, slice, extra, [0, 1], [0, 1]);

    private static HostPlan Plan(string name, int cores, SchedulerKind kind) => new()
    {
        Name = name,
        Cores = cores,
        CoresPerSocket = cores / 2,
        Machine = new MachineProfile { Name = "zero" },
        Scheduler = new SchedulerPlan { Kind = kind },
    };
}
