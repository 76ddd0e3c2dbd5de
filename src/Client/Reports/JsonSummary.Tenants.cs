using System.Text.Json;

using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <content>Tenants, their domains and invoices.</content>
internal static partial class JsonSummary
{
    private static void WriteTenant(Utf8JsonWriter json, RunReport report, TenantReport tenant)
    {
        var reports = report.Domains.Where(domain => domain.Tenant == tenant.Tenant).ToList();
        var rows = reports.Select(domain => ResultRows.Of(domain, tenant)).ToList();
        json.WriteStartObject();
        json.WriteString("name", tenant.Tenant);
        json.WriteString("plan", tenant.Plan);
        WriteRow(json, report, ResultRows.Sum(tenant.Tenant, rows) with { Invoice = tenant.Total });
        WriteArray(json, "invoiceLines", tenant.Lines, line =>
        {
            json.WriteStartObject();
            json.WriteString("domain", line.Domain);
            json.WriteString("meter", line.Meter);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteString("quantityUnit", line.Meter switch
            {
                Books.EgressMeter => "bytes",
                Books.CreditMeter => "partsPerMillion",
                _ => "nanoseconds",
            });
            json.WriteNumber("amountMicroUsd", line.Amount.Micros);
            json.WriteEndObject();
        });
        WriteArray(json, "domains", rows.Zip(reports), pair =>
        {
            json.WriteStartObject();
            json.WriteString("name", pair.First.Name);
            json.WriteString("host", pair.Second.Host);
            WriteRow(json, report, pair.First);
            WriteLatency(json, "wakeLatency", pair.Second.WakeLatency);
            WriteLatency(json, "responseTime", pair.Second.ResponseTime);
            WriteDisk(json, pair.Second.Disk, report.Measured);
            WriteArray(json, "actions", pair.Second.Actions, action => WriteAction(json, action));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter json, ActionReport action)
    {
        json.WriteStartObject();
        json.WriteNumber("vcpu", action.Vcpu);
        json.WriteNumber("action", action.Number);
        WriteTime(json, "loadNanoseconds", action.Load);
        WriteTime(json, "sliceNanoseconds", action.Slice);
        WriteTime(json, "periodNanoseconds", action.Period);
        json.WriteNumber("completed", action.Completed);
        json.WriteNumber("late", action.Late);
        WriteTime(json, "boundNanoseconds", action.Bound);
        WriteTime(json, "responseMinNanoseconds", action.Shortest);
        WriteLatency(json, "response", action.Response);
        json.WriteEndObject();
    }

    private static void WriteDisk(Utf8JsonWriter json, DiskReport? disk, Duration measured)
    {
        if (disk is null)
        {
            json.WriteNull("disk");
            return;
        }

        var bytes = disk.BytesRead + disk.BytesWritten;
        json.WriteStartObject("disk");
        json.WriteNumber("reads", disk.Reads);
        json.WriteNumber("writes", disk.Writes);
        json.WriteNumber("readBytes", disk.BytesRead);
        json.WriteNumber("writtenBytes", disk.BytesWritten);
        json.WriteNumber("accessesPerSecond", DiskTable.PerSecond(disk.Reads + disk.Writes, measured));
        json.WriteNumber("bitsPerSecond", Readable.BitsPerSecondOf(bytes, measured));
        json.WriteNumber("requests", disk.Requests);
        json.WriteNumber("merges", disk.Merges);
        json.WriteNumber("unfinished", disk.Unfinished);
        json.WriteNumber("refused", disk.Refused);
        json.WriteNumber("driverCpuNanoseconds", disk.DriverCpu.Nanoseconds);
        WriteLatency(json, "latency", disk.Latency);
        json.WriteEndObject();
    }

    private static void WriteLatency(Utf8JsonWriter json, string name, LatencyReport? latency)
    {
        WriteTime(json, $"{name}P50Nanoseconds", latency?.P50);
        WriteTime(json, $"{name}P99Nanoseconds", latency?.P99);
        WriteTime(json, $"{name}P999Nanoseconds", latency?.P999);
        WriteTime(json, $"{name}MaxNanoseconds", latency?.Max);
    }

    private static void WriteRow(Utf8JsonWriter json, RunReport report, ResultRow row)
    {
        json.WriteNumber("cpuPromisedNanoseconds", row.CpuPromised.Nanoseconds);
        json.WriteNumber("cpuEntitledNanoseconds", row.CpuEntitled.Nanoseconds);
        json.WriteNumber("cpuDeliveredNanoseconds", row.CpuDelivered.Nanoseconds);
        json.WriteNumber("driverDomainNanoseconds", row.DriverCaused.Nanoseconds);
        json.WriteNumber("driverDomainDirectNanoseconds", row.DriverDirect.Nanoseconds);
        WriteTime(json, "cpuChargedNanoseconds", row.CpuCharged);
        json.WriteNumber("cpuWindows", row.CpuWindows);
        json.WriteNumber("cpuWindowsKept", row.CpuWindowsKept);
        WriteTime(json, "cpuWorstWaitNanoseconds", row.CpuWorstWait);
        json.WriteNumber("sentBytes", row.BytesSent);
        json.WriteNumber("receivedBytes", row.BytesReceived);
        json.WriteNumber("sentBitsPerSecond", Readable.BitsPerSecondOf(row.BytesSent, report.Measured));
        json.WriteNumber("receivedBitsPerSecond", Readable.BitsPerSecondOf(row.BytesReceived, report.Measured));
        json.WriteNumber("packets", row.Packets);
        json.WriteNumber("packetsDropped", row.PacketsDropped);
        json.WriteNumber("requests", row.Requests);
        json.WriteNumber("requestsFailed", row.RequestsFailed);
        WriteTime(json, "latencyP50Nanoseconds", row.LatencyP50);
        WriteTime(json, "latencyP99Nanoseconds", row.LatencyP99);
        WriteTime(json, "latencyP999Nanoseconds", row.LatencyP999);
        WriteTime(json, "latencyMaxNanoseconds", row.LatencyMax);
        json.WriteNumber("jobs", row.Jobs);
        json.WriteNumber("deadlinesMissed", row.DeadlinesMissed);
        json.WriteNumber("invoiceMicroUsd", row.Invoice.Micros);
        json.WriteNumber("slaCreditMicroUsd", row.SlaCredit.Micros);
    }
}
