using Google.Protobuf;

namespace Xenisol.Client.Tests.Tracing;

/// <summary>Reads an ExportTraceServiceRequest with Google's reader, by the field numbers of OTLP's protobuf files.
/// </summary>
internal static class OtlpReader
{
    public static List<ReceivedSpan> Spans(CodedInputStream request)
    {
        List<ReceivedSpan> spans = [];
        Each(request, (field, input) =>
        {
            if (field == 1)
            {
                ReadResourceSpans(input.ReadBytes().CreateCodedInput(), spans);
            }
        });
        return spans;
    }

    private static void ReadResourceSpans(CodedInputStream message, List<ReceivedSpan> spans)
    {
        Dictionary<string, object> resource = [];
        Each(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    Each(input.ReadBytes().CreateCodedInput(), (inner, attributes) =>
                    {
                        if (inner == 1)
                        {
                            ReadAttribute(attributes.ReadBytes().CreateCodedInput(), resource);
                        }
                    });
                    break;
                case 2:
                    Each(input.ReadBytes().CreateCodedInput(), (inner, scope) =>
                    {
                        if (inner == 2)
                        {
                            spans.Add(ReadSpan(scope.ReadBytes().CreateCodedInput(), resource));
                        }
                    });
                    break;
            }
        });
    }

    private static ReceivedSpan ReadSpan(CodedInputStream message, Dictionary<string, object> resource)
    {
        ReceivedSpan span = new() { Resource = resource };
        Each(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    span.TraceId = Convert.ToHexStringLower(input.ReadBytes().Span);
                    break;
                case 2:
                    span.SpanId = Convert.ToHexStringLower(input.ReadBytes().Span);
                    break;
                case 4:
                    span.ParentId = Convert.ToHexStringLower(input.ReadBytes().Span);
                    break;
                case 5:
                    span.Name = input.ReadString();
                    break;
                case 6:
                    span.Kind = input.ReadEnum();
                    break;
                case 7:
                    span.Start = input.ReadFixed64();
                    break;
                case 8:
                    span.End = input.ReadFixed64();
                    break;
                case 9:
                    ReadAttribute(input.ReadBytes().CreateCodedInput(), span.Attributes);
                    break;
                case 15:
                    Each(input.ReadBytes().CreateCodedInput(), (inner, status) =>
                    {
                        if (inner == 3)
                        {
                            span.Status = status.ReadEnum();
                        }
                    });
                    break;
            }
        });
        return span;
    }

    private static void ReadAttribute(CodedInputStream message, Dictionary<string, object> attributes)
    {
        var name = "";
        object value = "";
        Each(message, (field, input) =>
        {
            if (field == 1)
            {
                name = input.ReadString();
            }
            else if (field == 2)
            {
                Each(input.ReadBytes().CreateCodedInput(), (type, any) =>
                {
                    if (type == 1)
                    {
                        value = any.ReadString();
                    }
                    else if (type == 3)
                    {
                        value = any.ReadInt64();
                    }
                });
            }
        });
        attributes.Add(name, value);
    }

    // A handler that does not read its field leaves it to be skipped here.
    private static void Each(CodedInputStream message, Action<int, CodedInputStream> handle)
    {
        uint tag;
        while ((tag = message.ReadTag()) != 0)
        {
            var before = message.Position;
            handle(WireFormat.GetTagFieldNumber(tag), message);
            if (message.Position == before)
            {
                message.SkipLastField();
            }
        }
    }
}
