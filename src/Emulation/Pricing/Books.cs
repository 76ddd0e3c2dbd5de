using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Pricing;

/// <summary>
/// What tenants owe for what was measured. Each line is rounded once, half up, to a whole micro-unit; totals are sums
/// of
/// rounded lines, so that an invoice adds up.
/// </summary>
public static class Books
{
    private const long NanosecondsPerHour = 3_600_000_000_000;
    private const long BytesPerGigabyte = 1_000_000_000;
    private const int Millionths = 1_000_000;

    /// <summary>The meter of the price per domain and hour; its quantity is nanoseconds.</summary>
    public const string BaseMeter = "base";

    /// <summary>The meter of delivered CPU time; its quantity is nanoseconds.</summary>
    public const string CpuMeter = "cpu";

    /// <summary>The meter of bytes sent to the wire.</summary>
    public const string EgressMeter = "egress";

    /// <summary>The meter of refunds for a broken CPU promise; its quantity is the achieved level in ppm.</summary>
    public const string CreditMeter = "sla-credit";

    /// <summary>One invoice per tenant, in the plan's order.</summary>
    /// <param name="plan">The tenants and what they bought.</param>
    /// <param name="domains">What every domain got.</param>
    /// <param name="measured">The time that the domains' figures cover.</param>
    /// <exception cref="ArgumentException">A tenant's plan does not exist, or has a negative price or a credit above
    /// the base price.</exception>
    public static IReadOnlyList<TenantReport> Close(
        RunPlan plan, IReadOnlyList<DomainReport> domains, Duration measured) =>
        [.. plan.Tenants.Select(tenant => Invoice(tenant, TariffOf(plan, tenant), domains, measured))];

    /// <summary>
    /// The invoice of one tenant: a line for each of its domains and each meter that its plan prices.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="tariff">Its plan.</param>
    /// <param name="domains">What domains got; those of other tenants are left out.</param>
    /// <param name="measured">The time that the domains' figures cover.</param>
    /// <exception cref="ArgumentException">The plan has a negative price or a credit above the base price.</exception>
    public static TenantReport Invoice(
        TenantPlan tenant, TariffPlan tariff, IReadOnlyList<DomainReport> domains, Duration measured)
    {
        Check(tariff);
        var lines = new List<InvoiceLine>();
        foreach (var domain in domains.Where(one => one.Tenant == tenant.Name))
        {
            AddLines(lines, tariff, domain, measured);
        }

        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        return new TenantReport(tenant.Name, tariff.Name, lines, total);
    }

    private static void AddLines(List<InvoiceLine> lines, TariffPlan tariff, DomainReport domain, Duration measured)
    {
        var basePrice = Priced(tariff.BasePerHour, measured.Nanoseconds, NanosecondsPerHour);
        Add(lines, domain, BaseMeter, measured.Nanoseconds, tariff.BasePerHour, NanosecondsPerHour);
        Add(lines, domain, CpuMeter, domain.CpuDelivered.Nanoseconds, tariff.CpuPerHour, NanosecondsPerHour);
        Add(lines, domain, EgressMeter, domain.BytesSent, tariff.EgressPerGigabyte, BytesPerGigabyte);
        if (LevelOf(tariff, domain) is { } level)
        {
            var achieved = (long)((Int128)domain.CpuWindowsKept * Millionths / domain.CpuWindows);
            var credit = Money.Zero - Priced(basePrice, level.CreditPpm, Millionths);
            lines.Add(new InvoiceLine(domain.Domain, CreditMeter, achieved, credit));
        }
    }

    private static void Add(
        List<InvoiceLine> lines, DomainReport domain, string meter, long quantity, Money price, long unit)
    {
        if (price != Money.Zero)
        {
            lines.Add(new InvoiceLine(domain.Domain, meter, quantity, Priced(price, quantity, unit)));
        }
    }

    /// <summary>The lowest level above the achieved one; compared as a fraction, so that nothing is rounded.</summary>
    private static SlaLevel? LevelOf(TariffPlan tariff, DomainReport domain)
    {
        SlaLevel? lowest = null;
        foreach (var level in tariff.SlaLevels)
        {
            var applies = (Int128)domain.CpuWindowsKept * Millionths < (Int128)level.BelowPpm * domain.CpuWindows;
            if (applies && (lowest is null || level.BelowPpm < lowest.Value.BelowPpm))
            {
                lowest = level;
            }
        }

        return lowest;
    }

    /// <summary>Price × quantity / unit, half up; none of them is negative.</summary>
    private static Money Priced(Money price, long quantity, long unit) =>
        Money.FromMicros((long)((((Int128)price.Micros * quantity) + (unit / 2)) / unit));

    private static void Check(TariffPlan tariff)
    {
        foreach (var price in new[] { tariff.BasePerHour, tariff.CpuPerHour, tariff.EgressPerGigabyte })
        {
            if (price < Money.Zero)
            {
                throw new ArgumentException($"Plan '{tariff.Name}' has a price of {price}; it must not be negative.");
            }
        }

        foreach (var level in tariff.SlaLevels)
        {
            if (level.CreditPpm is < 0 or > Millionths)
            {
                throw new ArgumentException(
                    $"Plan '{tariff.Name}' gives back {level.CreditPpm} ppm of the base price; " +
                    "it must be 0 to 1000000 ppm (100 %).");
            }
        }
    }

    private static TariffPlan TariffOf(RunPlan plan, TenantPlan tenant) =>
        plan.Plans.FirstOrDefault(tariff => tariff.Name == tenant.Plan) ?? throw new ArgumentException(
            $"Tenant '{tenant.Name}' buys plan '{tenant.Plan}', which does not exist.", nameof(plan));
}
