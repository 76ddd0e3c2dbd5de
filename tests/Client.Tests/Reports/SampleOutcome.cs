using Xenisol.Client.Reports;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Tests.Reports;

/// <summary>A result with every kind of value: kept and broken promises, a missing percentile, a credit.</summary>
internal static class SampleOutcome
{
    public static RunOutcome Create(bool interrupted = false) => new(
        "scenarios/sample.yaml",
        new string('a', 64),
        ["seed=7"],
        Plan(),
        Result(interrupted),
        Report(),
        new TraceCounts(12, 240, 1, 0));

    public static RunReport Report()
    {
        List<DomainReport> domains = [Web(), .. Enumerable.Range(1, 3).Select(Hog), Sensor()];
        return new RunReport
        {
            Measured = Duration.FromSeconds(10),
            Domains = domains,
            Tenants =
            [
                new TenantReport(
                    "gold",
                    "guaranteed",
                    [
                        new InvoiceLine("web", Books.BaseMeter, 10_000_000_000, Money.FromMicros(267)),
                        new InvoiceLine("web", Books.CreditMeter, 941_000, Money.FromMicros(-80)),
                    ],
                    Money.FromMicros(187)),
                new TenantReport(
                    "noisy",
                    "best-effort",
                    [
                        .. Enumerable.Range(1, 3).Select(number => new InvoiceLine(
                            $"hog{number}", Books.CpuMeter, number * 1_000_000_000L, Money.FromMicros(number * 6))),
                    ],
                    Money.FromMicros(36)),
            ],
            Hosts =
            [
                new HostReport
                {
                    Host = "host",
                    Run = Duration.FromSeconds(16),
                    Switch = Duration.FromMilliseconds(500),
                    Interrupt = Duration.FromMilliseconds(250),
                    Hypervisor = Duration.FromMilliseconds(250),
                    Idle = Duration.FromSeconds(3),
                    DriverDomain = Duration.FromSeconds(2),
                    DriverOverhead = Duration.FromMilliseconds(200),
                    Switches = 123_456,
                },
            ],
            Promises =
            [
                Verdict("gold.web.latency.p99 < 5ms", "latency.p99", 5_000_000, 6_120_000, kept: false),
                Verdict("gold.web.cpu.achieved >= 90%", "cpu.achieved", 900_000, 941_000, kept: true),
                Verdict("gold.web.network.throughput > 1Mbit/s", "network.throughput", 1_000_000, 25_000_000, true),
                Verdict("gold.web.deadlines.missed <= 3", "deadlines.missed", 3, null, kept: false),
            ],
        };
    }

    private static DomainReport Web() => new()
    {
        Tenant = "gold",
        Domain = "web",
        Host = "host",
        CpuPromised = Duration.FromSeconds(4),
        CpuEntitled = Duration.FromMilliseconds(1_234),
        CpuDelivered = Duration.FromMilliseconds(1_200),
        DriverCaused = Duration.FromSeconds(2),
        DriverDirect = Duration.FromMilliseconds(1_800),
        CpuWindows = 1_000,
        CpuWindowsKept = 941,
        CpuWorstWait = Duration.FromMilliseconds(16),
        BytesSent = 31_250_000,
        BytesReceived = 1_000_000,
        Packets = 30_000,
        PacketsDropped = 2,
        Requests = 4_000,
        RequestsFailed = 1,
        Latency = new LatencyReport(
            3_999,
            Duration.FromMicroseconds(850),
            Duration.FromMicroseconds(6_120),
            null,
            Duration.FromMilliseconds(41)),
    };

    private static DomainReport Hog(int number) => new()
    {
        Tenant = "noisy",
        Domain = $"hog{number}",
        Host = "host",
        CpuDelivered = Duration.FromSeconds(number),
    };

    private static DomainReport Sensor() => new()
    {
        Tenant = "noisy",
        Domain = "sensor",
        Host = "host",
        CpuDelivered = Duration.FromMilliseconds(5),
        Jobs = 1_000,
        DeadlinesMissed = 17,
        Disk = new DiskReport
        {
            Reads = 9_000,
            Writes = 1_000,
            BytesRead = 9_000 * 4_096,
            BytesWritten = 1_000 * 4_096,
            Requests = 2_500,
            Merges = 500,
            Unfinished = 8,
            Refused = 0,
            DriverCpu = Duration.FromMilliseconds(15),
            Latency = new LatencyReport(
                9_990,
                Duration.FromMicroseconds(230),
                Duration.FromMicroseconds(900),
                null,
                Duration.FromMilliseconds(3)),
        },
        Actions =
        [
            new ActionReport
            {
                Vcpu = 1,
                Number = 0,
                Load = Duration.FromMilliseconds(4),
                Slice = Duration.FromMilliseconds(1),
                Period = Duration.FromMilliseconds(10),
                Bound = Duration.FromNanoseconds(49_999_999),
                Completed = 990,
                Judged = 1_000,
                Late = 17,
                Shortest = Duration.FromMilliseconds(31),
                Response = new LatencyReport(
                    990, Duration.FromMilliseconds(31), Duration.FromMilliseconds(52), null, Duration.FromSeconds(1)),
            },
        ],
    };

    private static PromiseVerdict Verdict(string text, string metric, long limit, long? measured, bool kept) =>
        new(new PromisePlan(text, "gold", "web", metric, Comparison.AtLeast, limit), kept, measured);

    private static RunPlan Plan() => new()
    {
        Name = "Sample",
        Seed = 7,
        Duration = Duration.FromSeconds(12),
        Warmup = Duration.FromSeconds(2),
        Hosts = [],
        Domains = [],
        Plans =
        [
            new TariffPlan { Name = "guaranteed", CpuSharePpm = 200_000, CpuWithin = Duration.FromMilliseconds(10) },
            new TariffPlan { Name = "best-effort" },
            new TariffPlan { Name = "unsold", CpuSharePpm = 500_000, CpuWithin = Duration.FromMilliseconds(10) },
        ],
        Tenants = [new TenantPlan("gold", "guaranteed"), new TenantPlan("noisy", "best-effort")],
    };

    private static RunResult Result(bool interrupted) => new()
    {
        Digest = "0123456789abcdef",
        Interrupted = interrupted,
        VirtualNanoseconds = interrupted ? 5_000_000_000 : 12_000_000_000,
        Events = 1_234_567,
        WallSeconds = 0.5,
        CpuSeconds = 0.75,
        Granularity = Granularity.Component,
        Activations = [new GrainActivations("DomainGrain", 5), new GrainActivations("RunGrain", 1)],
        GrainCalls = 99,
        Partitions = 2,
        Processes = [new ProcessUsage(4242, ["host"], 10, 3)],
        Commands = [new LoggedCommand(0, 1_000_000, "host/HostScheduler/scheduler", MessageKind.SetCredit, 1, 512, 0)],
        Plan = [],
        States = [],
    };
}
