using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

public class PromiseJudgeTests
{
    private static readonly DomainReport Web = new()
    {
        Tenant = "gold",
        Domain = "web",
        Host = "host",
        CpuDelivered = Duration.FromMilliseconds(500),
        CpuWindowsKept = 98,
        CpuWindows = 99,
        BytesSent = 12_500_000,
        BytesReceived = 1_000,
        Requests = 1_000,
        RequestsFailed = 2,
        Jobs = 10,
        DeadlinesMissed = 1,
        Latency = new LatencyReport(1_000, Us(100), Us(900), null, Us(5_000)),
        Disk = new DiskReport
        {
            Reads = 900,
            Writes = 101,
            BytesRead = 900_000,
            BytesWritten = 100_001,
            Requests = 0,
            Merges = 0,
            Unfinished = 0,
            Refused = 0,
            DriverCpu = Duration.Zero,
            Latency = new LatencyReport(1_000, Us(10), Us(90), null, Us(500)),
        },
    };

    private static readonly DomainReport Db = Web with
    {
        Domain = "db",
        CpuDelivered = Duration.FromMilliseconds(250),
        CpuWindowsKept = 1,
        CpuWindows = 1,
        Latency = new LatencyReport(1_000, Us(200), Us(800), null, Us(6_000)),
        Disk = null,
    };

    private static readonly DomainReport Hog = new() { Tenant = "noisy", Domain = "hog", Host = "host" };

    [Theory]
    [InlineData("web", "latency.p50", 100_000L)]
    [InlineData("web", "latency.p99", 900_000L)]
    [InlineData("web", "latency.p999", null)]
    [InlineData("web", "latency.max", 5_000_000L)]
    [InlineData("web", "cpu.achieved", 989_898L)]
    [InlineData("web", "cpu.delivered", 250_000L)]
    [InlineData("web", "network.throughput", 50_000_000L)]
    [InlineData("web", "network.received", 4_000L)]
    [InlineData("web", "requests.failed", 2L)]
    [InlineData("web", "deadlines.missed", 1L)]
    [InlineData("web", "disk.latency.p50", 10_000L)]
    [InlineData("web", "disk.latency.p99", 90_000L)]
    [InlineData("web", "disk.latency.p999", null)]
    [InlineData("web", "disk.latency.max", 500_000L)]
    [InlineData("web", "disk.iops", 500L)]
    [InlineData("web", "disk.throughput", 4_000_004L)]
    [InlineData("db", "disk.iops", null)]
    [InlineData("", "disk.iops", 500L)]
    [InlineData("", "latency.p50", 200_000L)]
    [InlineData("", "latency.p99", 900_000L)]
    [InlineData("", "cpu.achieved", 990_000L)]
    [InlineData("", "cpu.delivered", 375_000L)]
    [InlineData("", "requests.failed", 4L)]
    public void Metrics_are_measured_per_domain_or_over_the_tenant(string domain, string metric, long? expected) =>
        Assert.Equal(expected, Judge("gold", domain, metric, Comparison.AtLeast, 0).Measured);

    [Theory]
    [InlineData(Comparison.Below, 2, false)]
    [InlineData(Comparison.Below, 3, true)]
    [InlineData(Comparison.AtMost, 1, false)]
    [InlineData(Comparison.AtMost, 2, true)]
    [InlineData(Comparison.Above, 2, false)]
    [InlineData(Comparison.Above, 1, true)]
    [InlineData(Comparison.AtLeast, 3, false)]
    [InlineData(Comparison.AtLeast, 2, true)]
    public void Comparisons_hold_on_the_right_side_of_the_limit(Comparison comparison, long limit, bool kept) =>
        Assert.Equal(kept, Judge("gold", "web", "requests.failed", comparison, limit).Kept);

    [Theory]
    [InlineData("latency.p99")]
    [InlineData("cpu.achieved")]
    [InlineData("requests.failed")]
    [InlineData("deadlines.missed")]
    public void What_was_not_measured_is_not_kept(string metric)
    {
        var verdict = Judge("noisy", "hog", metric, Comparison.AtMost, long.MaxValue);
        Assert.Null(verdict.Measured);
        Assert.False(verdict.Kept);
    }

    [Fact]
    public void A_promise_on_a_domain_that_does_not_exist_is_not_kept() =>
        Assert.False(Judge("gold", "hog", "network.throughput", Comparison.AtLeast, 0).Kept);

    [Fact]
    public void A_percentile_that_one_domain_lacks_is_unknown_for_the_tenant()
    {
        var promise = new PromisePlan("p", "gold", "", "latency.p99", Comparison.Below, long.MaxValue);
        var few = Db with { Latency = new LatencyReport(5, null, null, null, Us(1)) };
        Assert.Null(PromiseJudge.Judge([promise], [Web, few], Duration.FromSeconds(2))[0].Measured);
    }

    [Fact]
    public void Unknown_metrics_are_refused_by_name()
    {
        var thrown = Assert.Throws<ArgumentException>(
            () => Judge("gold", "web", "latency.p42", Comparison.Below, 1));
        Assert.Contains("latency.p42", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_listed_metric_can_be_judged() =>
        Assert.All(PromiseJudge.Metrics, metric => Judge("gold", "web", metric, Comparison.AtLeast, 0));

    private static PromiseVerdict Judge(
        string tenant, string domain, string metric, Comparison comparison, long limit) =>
        PromiseJudge.Judge(
            [new PromisePlan("text", tenant, domain, metric, comparison, limit)],
            [Web, Db, Hog],
            Duration.FromSeconds(2))[0];

    private static Duration Us(long us) => Duration.FromMicroseconds(us);
}
