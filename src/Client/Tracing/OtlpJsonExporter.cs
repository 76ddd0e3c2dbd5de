using System.Globalization;
using System.Text.Json;

namespace Xenisol.Client.Tracing;

/// <summary>
/// Writes OTLP's file format: each line is a JSON object with <c>resourceSpans</c>, identities in hexadecimal and
/// times as decimal text, as the OTLP specification's JSON mapping wants them.
/// </summary>
internal sealed class OtlpJsonExporter : ISpanExporter
{
    private readonly TracedRun _run;
    private readonly Stream _file;

    public OtlpJsonExporter(string name, Stream file, TracedRun run)
    {
        _run = run;
        _file = file;
        Target = name;
    }

    public string Target { get; }

    public async Task Export(IReadOnlyList<Span> spans, CancellationToken cancellation)
    {
        try
        {
            await using (Utf8JsonWriter json = new(_file))
            {
                Write(json, spans);
            }

            _file.WriteByte((byte)'\n');
            await _file.FlushAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw new IOException($"The traces in {Target} are incomplete: {fault.Message}", fault);
        }
    }

    // The stream belongs to whoever opened it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(Utf8JsonWriter json, IReadOnlyList<Span> spans)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        foreach (var group in _run.ByResource(spans))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            json.WriteStartArray("attributes");
            foreach (var (name, value) in group.Key.Attributes(_run))
            {
                WriteAttribute(json, name, "stringValue", value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", OtlpProtobuf.ScopeName);
            json.WriteString("version", ProductVersion.Text);
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (var span in group)
            {
                WriteSpan(json, span);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, Span span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", $"{span.TraceHigh:x16}{span.TraceLow:x16}");
        json.WriteString("spanId", $"{span.Id:x16}");
        if (!span.IsRoot)
        {
            json.WriteString("parentSpanId", $"{span.Parent:x16}");
        }

        json.WriteString("name", span.Name);
        json.WriteNumber("kind", OtlpProtobuf.KindOf(span));
        json.WriteString("startTimeUnixNano", UnixText(span.StartNanoseconds));
        json.WriteString("endTimeUnixNano", UnixText(span.EndNanoseconds));
        json.WriteStartArray("attributes");
        foreach (var (name, value) in span.Attributes)
        {
            WriteAttribute(json, name, "intValue", value.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteStartObject("status");
        if (span.Fault.Length > 0)
        {
            json.WriteString("message", span.Fault);
            json.WriteNumber("code", OtlpProtobuf.StatusError);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", name);
        json.WriteStartObject("value");
        json.WriteString(type, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string UnixText(long virtualNanoseconds) =>
        VirtualEpoch.ToUnixNanoseconds(virtualNanoseconds).ToString(CultureInfo.InvariantCulture);
}
