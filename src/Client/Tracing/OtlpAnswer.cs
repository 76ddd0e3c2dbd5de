namespace Xenisol.Client.Tracing;

/// <summary>
/// Reads an <c>ExportTraceServiceResponse</c>: a collector answers 200 even if it took only part of the spans
/// (<c>partial_success</c>, field 1; its <c>rejected_spans</c>, field 1).
/// </summary>
internal static class OtlpAnswer
{
    public static long RejectedSpans(ReadOnlySpan<byte> answer)
    {
        while (answer.Length > 0)
        {
            var tag = Varint(ref answer);
            var value = Value(tag, ref answer, out var bytes);
            if (tag >> 3 == 1 && (tag & 7) == 2)
            {
                return RejectedInPartialSuccess(bytes);
            }
        }

        return 0;
    }

    private static long RejectedInPartialSuccess(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var value = Value(tag, ref message, out _);
            if (tag >> 3 == 1)
            {
                return (long)value;
            }
        }

        return 0;
    }

    private static ulong Value(ulong tag, ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];
        var length = (tag & 7) switch
        {
            1 => 8,
            5 => 4,
            _ => -1,
        };
        var value = length < 0 ? Varint(ref rest) : 0;
        if ((tag & 7) == 0)
        {
            return value;
        }

        length = Math.Min(rest.Length, length < 0 ? (int)Math.Min(value, int.MaxValue) : length);
        bytes = rest[..length];
        rest = rest[length..];
        return value;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; rest.Length > 0 && shift < 64; shift += 7)
        {
            var octet = rest[0];
            rest = rest[1..];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
