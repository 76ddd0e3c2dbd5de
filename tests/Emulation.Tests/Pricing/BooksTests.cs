using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Pricing;

public class BooksTests
{
    private static readonly TariffPlan Guaranteed = new()
    {
        Name = "guaranteed",
        BasePerHour = Money.FromMicros(96_000),
        SlaLevels = [new SlaLevel(990_000, 100_000), new SlaLevel(950_000, 300_000)],
    };

    private static readonly TariffPlan Metered = new()
    {
        Name = "best-effort",
        CpuPerHour = Money.FromMicros(20_000),
        EgressPerGigabyte = Money.FromMicros(90_000),
    };

    [Fact]
    public void A_base_price_is_charged_for_the_measured_time()
    {
        // 0.096 USD/h × 28 s = 746.67 µUSD.
        var report = Invoice(Guaranteed, Domain(kept: 100, windows: 100), Duration.FromSeconds(28));
        Assert.Equal([new InvoiceLine("web", "base", 28_000_000_000, Money.FromMicros(747))], report.Lines);
        Assert.Equal(Money.FromMicros(747), report.Total);
    }

    [Theory]
    [InlineData(990, 0)]
    [InlineData(989, 9_600)]
    [InlineData(950, 9_600)]
    [InlineData(949, 28_800)]
    [InlineData(0, 28_800)]
    public void The_lowest_level_that_applies_is_credited(long kept, long credit)
    {
        // One hour: the base is 96 000 µUSD; 10 % below 99 %, 30 % below 95 %.
        var report = Invoice(Guaranteed, Domain(kept, windows: 1_000), Duration.FromSeconds(3_600));
        Assert.Equal(Money.FromMicros(96_000 - credit), report.Total);
        Assert.Equal(credit == 0 ? 1 : 2, report.Lines.Count);
        if (credit > 0)
        {
            Assert.Equal(
                new InvoiceLine("web", "sla-credit", kept * 1_000, Money.FromMicros(-credit)), report.Lines[1]);
        }
    }

    [Fact]
    public void A_level_is_compared_without_rounding()
    {
        // 989 999.99… ppm would round to 990 000 and escape the credit.
        var report = Invoice(
            Guaranteed, Domain(kept: 98_999_999, windows: 100_000_000), Duration.FromSeconds(3_600));
        Assert.Equal(Money.FromMicros(86_400), report.Total);
    }

    [Fact]
    public void Without_windows_there_is_no_credit() =>
        Assert.Single(Invoice(Guaranteed, Domain(0, 0), Duration.FromSeconds(3_600)).Lines);

    [Fact]
    public void Cpu_and_egress_are_metered()
    {
        // 90 s of CPU at 0.02 USD/h = 500 µUSD; 1.5 GB at 0.09 USD/GB = 135 000 µUSD.
        var domain = Domain(0, 0) with { CpuDelivered = Duration.FromSeconds(90), BytesSent = 1_500_000_000 };
        var report = Invoice(Metered, domain, Duration.FromSeconds(600));
        Assert.Equal(
            [
                new InvoiceLine("web", "cpu", 90_000_000_000, Money.FromMicros(500)),
                new InvoiceLine("web", "egress", 1_500_000_000, Money.FromMicros(135_000)),
            ],
            report.Lines);
        Assert.Equal(Money.FromMicros(135_500), report.Total);
    }

    [Theory]
    [InlineData(5_555, 0)]
    [InlineData(5_556, 1)]
    [InlineData(16_667, 2)]
    public void Each_line_is_rounded_half_up(long bytes, long micros)
    {
        // 0.09 USD/GB: half a µUSD is 5 555.6 bytes.
        var report = Invoice(Metered, Domain(0, 0) with { BytesSent = bytes }, Duration.FromSeconds(1));
        Assert.Equal(Money.FromMicros(micros), report.Lines[1].Amount);
    }

    [Fact]
    public void Every_tenant_gets_an_invoice_for_its_own_domains()
    {
        var plan = new RunPlan
        {
            Name = "books",
            Seed = 1,
            Duration = Duration.FromSeconds(3_600),
            Warmup = Duration.Zero,
            Hosts = [],
            Domains = [],
            Plans = [Guaranteed, Metered],
            Tenants = [new TenantPlan("gold", "guaranteed"), new TenantPlan("noisy", "best-effort")],
        };
        var hog = Domain(0, 0) with { Tenant = "noisy", Domain = "hog", CpuDelivered = Duration.FromSeconds(3_600) };
        var reports = Books.Close(plan, [Domain(1, 1), hog, hog with { Domain = "hog2" }], plan.Duration);
        Assert.Equal(["gold", "noisy"], reports.Select(report => report.Tenant));
        Assert.Equal([96_000, 40_000], reports.Select(report => report.Total.Micros));

        var unknown = plan with { Tenants = [new TenantPlan("gold", "silver")] };
        Assert.Contains(
            "'silver', which does not exist",
            Assert.Throws<ArgumentException>(() => Books.Close(unknown, [], plan.Duration)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_prices_and_credits_above_the_base_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Invoice(
            Guaranteed with { CpuPerHour = Money.FromMicros(-1) }, Domain(0, 0), Duration.FromSeconds(1)));
        Assert.Throws<ArgumentException>(() => Invoice(
            Guaranteed with { SlaLevels = [new SlaLevel(1, 1_000_001)] }, Domain(0, 0), Duration.FromSeconds(1)));
    }

    private static DomainReport Domain(long kept, long windows) => new()
    {
        Tenant = "gold",
        Domain = "web",
        Host = "host",
        CpuWindowsKept = kept,
        CpuWindows = windows,
    };

    private static TenantReport Invoice(TariffPlan tariff, DomainReport domain, Duration measured) =>
        Books.Invoice(new TenantPlan("gold", tariff.Name), tariff, [domain], measured);
}
