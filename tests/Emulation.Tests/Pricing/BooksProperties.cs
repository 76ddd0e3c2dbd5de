using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Pricing;

public class BooksProperties
{
    private static readonly Gen<TariffPlan> Tariff =
        from prices in Gen.Long[0, 50_000_000].Array[3]
        from levels in Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000]).Array[0, 4]
        select new TariffPlan
        {
            Name = "plan",
            BasePerHour = Money.FromMicros(prices[0]),
            CpuPerHour = Money.FromMicros(prices[1]),
            EgressPerGigabyte = Money.FromMicros(prices[2]),
            SlaLevels = [.. levels.Select(level => new SlaLevel(level.Item1, level.Item2))],
        };

    private static readonly Gen<DomainReport> Domain =
        from windows in Gen.Long[0, 10_000]
        from kept in Gen.Long[0, windows]
        from cpu in Gen.Long[0, 4_000_000_000_000]
        from bytes in Gen.Long[0, 4_000_000_000_000]
        select new DomainReport
        {
            Tenant = "gold",
            Domain = "web",
            Host = "host",
            CpuDelivered = Duration.FromNanoseconds(cpu),
            CpuWindows = windows,
            CpuWindowsKept = kept,
            BytesSent = bytes,
        };

    [Fact]
    public void Invoices_add_up_and_are_never_negative() =>
        Gen.Select(Tariff, Domain.Array[0, 5], Gen.Long[1, 10_000_000_000_000]).Sample((tariff, domains, measured) =>
        {
            var time = Duration.FromNanoseconds(measured);
            var report = Books.Invoice(new TenantPlan("gold", "plan"), tariff, domains, time);
            Assert.Equal(report.Total.Micros, report.Lines.Sum(line => line.Amount.Micros));
            Assert.True(report.Total >= Money.Zero);
            foreach (var line in report.Lines.Where(line => line.Meter != Books.CreditMeter))
            {
                var (price, unit) = line.Meter switch
                {
                    Books.BaseMeter => (tariff.BasePerHour, 3.6e12m),
                    Books.CpuMeter => (tariff.CpuPerHour, 3.6e12m),
                    _ => (tariff.EgressPerGigabyte, 1e9m),
                };
                var exact = Math.Round(price.Micros * (decimal)line.Quantity / unit, MidpointRounding.AwayFromZero);
                Assert.Equal((long)exact, line.Amount.Micros);
            }
        });
}
