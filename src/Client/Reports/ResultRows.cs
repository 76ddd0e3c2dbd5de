using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>Makes rows from a report: one for each domain, and sums of several.</summary>
internal static class ResultRows
{
    /// <summary>The row of a domain; charged time and money come from its tenant's invoice.</summary>
    public static ResultRow Of(DomainReport domain, TenantReport? tenant)
    {
        var lines = tenant?.Lines.Where(line => line.Domain == domain.Domain).ToList() ?? [];
        var metered = lines.Where(line => line.Meter == Books.CpuMeter).ToList();
        return new ResultRow
        {
            Name = domain.Domain,
            Domains = 1,
            CpuPromised = domain.CpuPromised,
            CpuEntitled = domain.CpuEntitled,
            CpuDelivered = domain.CpuDelivered,
            DriverCaused = domain.DriverCaused,
            DriverDirect = domain.DriverDirect,
            CpuCharged = metered.Count == 0
                ? null
                : Duration.FromNanoseconds(metered.Sum(line => line.Quantity)),
            CpuWindowsKept = domain.CpuWindowsKept,
            CpuWindows = domain.CpuWindows,
            CpuWorstWait = domain.CpuWorstWait,
            BytesSent = domain.BytesSent,
            BytesReceived = domain.BytesReceived,
            Packets = domain.Packets,
            PacketsDropped = domain.PacketsDropped,
            Requests = domain.Requests,
            RequestsFailed = domain.RequestsFailed,
            LatencyP50 = domain.Latency?.P50,
            LatencyP99 = domain.Latency?.P99,
            LatencyP999 = domain.Latency?.P999,
            LatencyMax = domain.Latency?.Max,
            Jobs = domain.Jobs,
            DeadlinesMissed = domain.DeadlinesMissed,
            Invoice = Sum(lines),
            SlaCredit = Money.Zero - Sum(lines.Where(line => line.Meter == Books.CreditMeter)),
        };
    }

    /// <summary>The domains of a tenant, those of one count folded into one row.</summary>
    public static IReadOnlyList<ResultRow> Folded(IReadOnlyList<ResultRow> domains)
    {
        List<ResultRow> rows = [];
        for (var first = 0; first < domains.Count;)
        {
            var count = CountGroup.LengthAt(domains, first);
            rows.Add(count == 1
                ? domains[first]
                : Sum($"{domains[first].Name}..{count}", [.. domains.Skip(first).Take(count)]));
            first += count;
        }

        return rows;
    }

    /// <summary>Sums of times, bytes, counts and money; the worst of each latency figure.</summary>
    public static ResultRow Sum(string name, IReadOnlyList<ResultRow> rows) => new()
    {
        Name = name,
        Domains = rows.Sum(row => row.Domains),
        CpuPromised = Total(rows, row => row.CpuPromised),
        CpuEntitled = Total(rows, row => row.CpuEntitled),
        CpuDelivered = Total(rows, row => row.CpuDelivered),
        DriverCaused = Total(rows, row => row.DriverCaused),
        DriverDirect = Total(rows, row => row.DriverDirect),
        CpuCharged = rows.All(row => row.CpuCharged is null)
            ? null
            : Total(rows, row => row.CpuCharged ?? Duration.Zero),
        CpuWindowsKept = rows.Sum(row => row.CpuWindowsKept),
        CpuWindows = rows.Sum(row => row.CpuWindows),
        CpuWorstWait = rows.Max(row => row.CpuWorstWait),
        BytesSent = rows.Sum(row => row.BytesSent),
        BytesReceived = rows.Sum(row => row.BytesReceived),
        Packets = rows.Sum(row => row.Packets),
        PacketsDropped = rows.Sum(row => row.PacketsDropped),
        Requests = rows.Sum(row => row.Requests),
        RequestsFailed = rows.Sum(row => row.RequestsFailed),
        LatencyP50 = rows.Max(row => row.LatencyP50),
        LatencyP99 = rows.Max(row => row.LatencyP99),
        LatencyP999 = rows.Max(row => row.LatencyP999),
        LatencyMax = rows.Max(row => row.LatencyMax),
        Jobs = rows.Sum(row => row.Jobs),
        DeadlinesMissed = rows.Sum(row => row.DeadlinesMissed),
        Invoice = Money.FromMicros(rows.Sum(row => row.Invoice.Micros)),
        SlaCredit = Money.FromMicros(rows.Sum(row => row.SlaCredit.Micros)),
    };

    private static Money Sum(IEnumerable<InvoiceLine> lines) =>
        Money.FromMicros(lines.Sum(line => line.Amount.Micros));

    private static Duration Total(IEnumerable<ResultRow> rows, Func<ResultRow, Duration> length) =>
        Duration.FromNanoseconds(rows.Sum(row => length(row).Nanoseconds));
}
