using System.Globalization;
using System.Text.Json;

namespace Xenisol.Client.Tests.Tracing;

/// <summary>Reads OTLP JSON lines.</summary>
internal static class OtlpFile
{
    public static List<ReceivedSpan> Spans(string path)
    {
        List<ReceivedSpan> spans = [];
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            foreach (var resourceSpans in document.RootElement.GetProperty("resourceSpans").EnumerateArray())
            {
                var resource = Attributes(resourceSpans.GetProperty("resource"));
                spans.AddRange(resourceSpans.GetProperty("scopeSpans").EnumerateArray()
                    .SelectMany(scope => scope.GetProperty("spans").EnumerateArray())
                    .Select(span => Read(span, resource)));
            }
        }

        return spans;
    }

    private static ReceivedSpan Read(JsonElement span, Dictionary<string, object> resource)
    {
        ReceivedSpan read = new()
        {
            TraceId = span.GetProperty("traceId").GetString()!,
            SpanId = span.GetProperty("spanId").GetString()!,
            ParentId = span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString()! : "",
            Name = span.GetProperty("name").GetString()!,
            Kind = span.GetProperty("kind").GetInt32(),
            Start = ulong.Parse(span.GetProperty("startTimeUnixNano").GetString()!, CultureInfo.InvariantCulture),
            End = ulong.Parse(span.GetProperty("endTimeUnixNano").GetString()!, CultureInfo.InvariantCulture),
            Status = span.GetProperty("status").TryGetProperty("code", out var code) ? code.GetInt32() : 0,
            Resource = resource,
        };
        foreach (var (name, value) in Attributes(span))
        {
            read.Attributes.Add(name, value);
        }

        return read;
    }

    private static Dictionary<string, object> Attributes(JsonElement owner) =>
        owner.GetProperty("attributes").EnumerateArray().ToDictionary(
            attribute => attribute.GetProperty("key").GetString()!,
            attribute => attribute.GetProperty("value") is var value && value.TryGetProperty("intValue", out var number)
                ? (object)long.Parse(number.GetString()!, CultureInfo.InvariantCulture)
                : value.GetProperty("stringValue").GetString()!);
}
