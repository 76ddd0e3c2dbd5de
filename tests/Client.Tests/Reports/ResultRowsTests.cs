using Xenisol.Client.Reports;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Tests.Reports;

public class ResultRowsTests
{
    [Fact]
    public void Domains_of_one_count_become_one_row_of_sums_and_worst_latencies()
    {
        var rows = ResultRows.Folded([Row("hog1", 10), Row("hog2", 30), Row("hog3", 20), Row("web", 5)]);
        Assert.Equal(["hog1..3", "web"], rows.Select(row => row.Name));
        Assert.Equal(Duration.FromMilliseconds(60), rows[0].CpuDelivered);
        Assert.Equal(Duration.FromMilliseconds(30), rows[0].LatencyP99);
        Assert.Equal(3, rows[0].Domains);
    }

    [Theory]
    [InlineData("hog1", "hog3")]
    [InlineData("hog2", "hog3")]
    [InlineData("a1", "b2")]
    [InlineData("hog1", "hog1x")]
    [InlineData("1", "2")]
    public void Names_that_do_not_count_from_one_stay_apart(string first, string second) =>
        Assert.Equal([first, second], ResultRows.Folded([Row(first, 1), Row(second, 1)]).Select(row => row.Name));

    [Fact]
    public void A_count_beyond_nine_is_one_row() =>
        Assert.Equal(
            ["hog1..12"],
            ResultRows.Folded([.. Enumerable.Range(1, 12).Select(number => Row($"hog{number}", 1))])
                .Select(row => row.Name));

    [Fact]
    public void What_was_charged_comes_from_the_invoice_and_the_credit_is_taken_off()
    {
        var report = SampleOutcome.Report();
        var web = ResultRows.Of(report.Domains[0], report.Tenants[0]);
        Assert.Null(web.CpuCharged);
        Assert.Equal(187, web.Invoice.Micros);
        Assert.Equal(80, web.SlaCredit.Micros);
        var hog = ResultRows.Of(report.Domains[2], report.Tenants[1]);
        Assert.Equal(Duration.FromSeconds(2), hog.CpuCharged);
    }

    private static ResultRow Row(string name, long milliseconds) => new()
    {
        Name = name,
        Domains = 1,
        CpuDelivered = Duration.FromMilliseconds(milliseconds),
        LatencyP99 = Duration.FromMilliseconds(milliseconds),
    };
}
