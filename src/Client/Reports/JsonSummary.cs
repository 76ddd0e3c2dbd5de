using System.Text.Encodings.Web;
using System.Text.Json;

using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>The machine-readable summary; docs/json-summary.md documents each field.</summary>
internal static partial class JsonSummary
{
    /// <summary>Rises when a field is renamed, removed or changes its meaning; new fields do not raise it.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The summary as indented UTF-8, with a line end.</summary>
    public static byte[] Write(RunOutcome outcome)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            json.WriteStartObject();
            WriteHead(json, outcome);
            WriteArray(json, "tenants", outcome.Report.Tenants, tenant => WriteTenant(json, outcome.Report, tenant));
            WriteArray(json, "hosts", outcome.Report.Hosts, host => WriteHost(json, host));
            WriteArray(json, "promises", outcome.Report.Promises, promise => WritePromise(json, promise));
            WriteHow(json, outcome);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, RunOutcome outcome)
    {
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("version", ProductVersion.Text);
        json.WriteString("name", outcome.Plan.Name);
        json.WriteString("scenario", outcome.Scenario);
        json.WriteString("scenarioSha256", outcome.ScenarioHash);
        WriteArray(json, "sets", outcome.Sets, json.WriteStringValue);
        json.WriteString("digest", outcome.Result.Digest);
        json.WriteNumber("seed", outcome.Plan.Seed);
        json.WriteBoolean("interrupted", outcome.Result.Interrupted);
        json.WriteNumber("virtualSeconds", Seconds(outcome.Result.VirtualNanoseconds));
        json.WriteNumber("measuredSeconds", Seconds(outcome.Report.Measured.Nanoseconds));
        json.WriteNumber("events", outcome.Result.Events);
        json.WriteNumber("packets", outcome.Report.Domains.Sum(domain => domain.Packets));
        json.WriteNumber("wallSeconds", outcome.Result.WallSeconds);
        json.WriteNumber("cpuSeconds", outcome.Result.CpuSeconds);
    }

    private static void WriteHow(Utf8JsonWriter json, RunOutcome outcome)
    {
        var result = outcome.Result;
        json.WriteString("granularity", result.Granularity.ToString().ToLowerInvariant());
        json.WriteNumber("partitions", result.Partitions);
        json.WriteNumber("grainCalls", result.GrainCalls);
        json.WriteStartObject("activations");
        foreach (var activations in result.Activations)
        {
            json.WriteNumber(activations.GrainClass, activations.Count);
        }

        json.WriteEndObject();
        WriteArray(json, "processes", result.Processes, process =>
        {
            json.WriteStartObject();
            json.WriteNumber("pid", process.ProcessId);
            WriteArray(json, "hosts", process.Hosts, json.WriteStringValue);
            json.WriteNumber("messagesSent", process.MessagesSent);
            json.WriteNumber("blobsSent", process.BlobsSent);
            json.WriteEndObject();
        });
        WriteArray(json, "commandLog", result.Commands, command => CommandLogFile.WriteEntry(json, command));
        if (outcome.Traces is { } traces)
        {
            json.WriteStartObject("traces");
            json.WriteNumber("requests", traces.Requests);
            json.WriteNumber("spans", traces.Spans);
            json.WriteNumber("unfinished", traces.Unfinished);
            json.WriteNumber("spansLost", traces.Lost);
            json.WriteEndObject();
        }

        if (outcome.Timeline is { } timeline)
        {
            json.WriteStartObject("timeline");
            json.WriteNumber("slices", timeline.Slices);
            json.WriteNumber("wakeUps", timeline.WakeUps);
            json.WriteNumber("migrations", timeline.Migrations);
            json.WriteNumber("deadlinesMet", timeline.DeadlinesMet);
            json.WriteNumber("deadlinesMissed", timeline.DeadlinesMissed);
            json.WriteBoolean("complete", timeline.Complete);
            json.WriteEndObject();
        }
    }

    private static void WriteHost(Utf8JsonWriter json, HostReport host)
    {
        json.WriteStartObject();
        json.WriteString("name", host.Host);
        json.WriteNumber("driverDomainNanoseconds", host.DriverDomain.Nanoseconds);
        json.WriteNumber("driverDomainOverheadNanoseconds", host.DriverOverhead.Nanoseconds);
        json.WriteNumber("runNanoseconds", host.Run.Nanoseconds);
        json.WriteNumber("switchNanoseconds", host.Switch.Nanoseconds);
        json.WriteNumber("interruptNanoseconds", host.Interrupt.Nanoseconds);
        json.WriteNumber("hypervisorNanoseconds", host.Hypervisor.Nanoseconds);
        json.WriteNumber("idleNanoseconds", host.Idle.Nanoseconds);
        json.WriteNumber("switches", host.Switches);
        WriteArray(json, "vcpus", host.Vcpus, vcpu =>
        {
            json.WriteStartObject();
            json.WriteString("domain", vcpu.Domain);
            json.WriteNumber("vcpu", vcpu.Vcpu);
            json.WriteNumber("runtimeNanoseconds", vcpu.Runtime.Nanoseconds);
            json.WriteNumber("dispatches", vcpu.Dispatches);
            json.WriteNumber("preemptions", vcpu.Preemptions);
            json.WriteNumber("migrations", vcpu.Migrations);
            json.WriteNumber("wakes", vcpu.Wakes);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WritePromise(Utf8JsonWriter json, PromiseVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("text", verdict.Promise.Text);
        json.WriteString("tenant", verdict.Promise.Tenant);
        json.WriteString("domain", verdict.Promise.Domain);
        json.WriteString("metric", verdict.Promise.Metric);
        json.WriteString("unit", PromiseUnit.Of(verdict.Promise.Metric));
        json.WriteNumber("limit", verdict.Promise.Limit);
        WriteNumber(json, "measured", verdict.Measured);
        json.WriteBoolean("kept", verdict.Kept);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, Duration? length) =>
        WriteNumber(json, name, length?.Nanoseconds);

    // Whole nanoseconds have an exact decimal form in seconds.
    private static decimal Seconds(long nanoseconds) => nanoseconds / 1_000_000_000m;
}
