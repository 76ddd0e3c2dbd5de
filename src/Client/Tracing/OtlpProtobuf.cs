using System.Buffers.Binary;

namespace Xenisol.Client.Tracing;

/// <summary>
/// Encodes spans as an <c>ExportTraceServiceRequest</c> of OTLP 1.x. Field numbers are those of
/// opentelemetry/proto/trace/v1/trace.proto, common/v1/common.proto and resource/v1/resource.proto.
/// </summary>
internal static class OtlpProtobuf
{
    public const string ScopeName = "xenisol";

    public const int StatusError = 2;

    private const int KindInternal = 1;
    private const int KindClient = 3;

    /// <summary>SpanKind: client for the root, internal for what it consists of.</summary>
    public static int KindOf(Span span) => span.IsRoot ? KindClient : KindInternal;

    public static byte[] Encode(TracedRun run, IReadOnlyList<Span> spans)
    {
        ProtobufWriter request = new();
        foreach (var group in run.ByResource(spans))
        {
            request.Message(1, resourceSpans =>
            {
                resourceSpans.Message(1, resource =>
                {
                    foreach (var (name, value) in group.Key.Attributes(run))
                    {
                        resource.Message(1, attribute => WriteText(attribute, name, value));
                    }
                });
                resourceSpans.Message(2, scopeSpans =>
                {
                    scopeSpans.Message(1, scope =>
                    {
                        scope.Text(1, ScopeName);
                        scope.Text(2, ProductVersion.Text);
                    });
                    foreach (var span in group)
                    {
                        scopeSpans.Message(2, inner => WriteSpan(inner, span));
                    }
                });
            });
        }

        return request.ToArray();
    }

    private static void WriteSpan(ProtobufWriter writer, Span span)
    {
        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(trace, span.TraceHigh);
        BinaryPrimitives.WriteUInt64BigEndian(trace[8..], span.TraceLow);
        writer.Bytes(1, trace);
        WriteSpanId(writer, 2, span.Id);
        if (!span.IsRoot)
        {
            WriteSpanId(writer, 4, span.Parent);
        }

        writer.Text(5, span.Name);
        writer.Enumeration(6, KindOf(span));
        writer.Fixed64(7, VirtualEpoch.ToUnixNanoseconds(span.StartNanoseconds));
        writer.Fixed64(8, VirtualEpoch.ToUnixNanoseconds(span.EndNanoseconds));
        foreach (var (name, value) in span.Attributes)
        {
            writer.Message(9, attribute =>
            {
                attribute.Text(1, name);
                attribute.Message(2, any => any.IntegerAlways(3, value));
            });
        }

        if (span.Fault.Length > 0)
        {
            writer.Message(15, status =>
            {
                status.Text(2, span.Fault);
                status.Enumeration(3, StatusError);
            });
        }
    }

    private static void WriteSpanId(ProtobufWriter writer, int field, ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        writer.Bytes(field, bytes);
    }

    private static void WriteText(ProtobufWriter attribute, string name, string value)
    {
        attribute.Text(1, name);
        attribute.Message(2, any => any.Text(1, value));
    }
}
