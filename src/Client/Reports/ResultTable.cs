using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>The table of a run: each tenant with its plan, and under it what each of its domains was promised and got.
/// </summary>
internal static class ResultTable
{
    private static readonly TextColumn[] Columns =
    [
        new("Tenant/domain", AlignsLeft: true),
        new("CPU promised", 1),
        new("entitled", 1),
        new("delivered", 1),
        new("driver", 1),
        new("charged", 1),
        new("kept", 1),
        new("Net out", 2),
        new("Net in", 2),
        new("Requests", 3),
        new("p50", 3),
        new("p99", 3),
        new("p99.9", 3),
        new("max", 3),
        new("Missed", 4),
        new("Invoice USD", 5),
        new("SLA credit USD", 5),
    ];

    public static TextTable Of(RunReport report, bool folded = true)
    {
        TextTable table = new(Columns);
        foreach (var tenant in report.Tenants)
        {
            var domains = report.Domains.Where(domain => domain.Tenant == tenant.Tenant)
                .Select(domain => ResultRows.Of(domain, tenant)).ToList();
            Add(table, ResultRows.Sum(Title(tenant), domains) with { Invoice = tenant.Total }, report.Measured);
            foreach (var row in folded ? ResultRows.Folded(domains) : domains)
            {
                Add(table, row with { Name = "  " + row.Name }, report.Measured);
            }
        }

        return table;
    }

    /// <summary>Whether <see cref="Of"/> has put several domains into one row.</summary>
    public static bool Folds(RunReport report) => report.Tenants.Any(tenant =>
    {
        var domains = report.Domains.Where(domain => domain.Tenant == tenant.Tenant)
            .Select(domain => ResultRows.Of(domain, tenant)).ToList();
        return ResultRows.Folded(domains).Count < domains.Count;
    });

    private static string Title(TenantReport tenant) =>
        tenant.Plan.Length == 0 ? tenant.Tenant : $"{tenant.Tenant} ({tenant.Plan})";

    private static void Add(TextTable table, ResultRow row, Duration measured)
    {
        var hasRequests = row.Requests > 0 || row.LatencyMax is not null;
        table.Add(
            row.Name,
            row.CpuPromised == Duration.Zero ? Readable.Nothing : Readable.Time(row.CpuPromised),
            row.CpuPromised == Duration.Zero ? Readable.Nothing : Readable.Time(row.CpuEntitled),
            Readable.Time(row.CpuDelivered),
            row.DriverCaused == Duration.Zero ? Readable.Nothing : Readable.Time(row.DriverCaused),
            Readable.Time(row.CpuCharged),
            Readable.Part(row.CpuWindowsKept, row.CpuWindows),
            Readable.Throughput(row.BytesSent, measured),
            Readable.Throughput(row.BytesReceived, measured),
            hasRequests ? Readable.Count(row.Requests) : Readable.Nothing,
            Readable.Time(row.LatencyP50),
            Readable.Time(row.LatencyP99),
            Readable.Time(row.LatencyP999),
            Readable.Time(row.LatencyMax),
            row.Jobs > 0 ? Readable.Count(row.DeadlinesMissed) : Readable.Nothing,
            Readable.Dollars(row.Invoice),
            row.SlaCredit == Money.Zero ? Readable.Nothing : Readable.Dollars(row.SlaCredit));
    }
}
