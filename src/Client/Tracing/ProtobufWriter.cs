using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Xenisol.Client.Tracing;

/// <summary>Writes the few protobuf wire types that OTLP and Perfetto need. Fields at their default are not written.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int BytesType = 2;

    private readonly ArrayBufferWriter<byte> _written = new();

    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    public byte[] ToArray() => _written.WrittenSpan.ToArray();

    /// <summary>Starts anew and keeps its memory.</summary>
    public void Clear() => _written.ResetWrittenCount();

    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            Bytes(field, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)((field << 3) | BytesType));
        Varint((ulong)value.Length);
        _written.Write(value);
    }

    public void Enumeration(int field, int value) => Integer(field, value);

    /// <summary>An int64, negative ones in ten bytes as protobuf has it.</summary>
    public void Integer(int field, long value)
    {
        if (value != 0)
        {
            IntegerAlways(field, value);
        }
    }

    /// <summary>An int64 of a oneof, where zero must be told from absence.</summary>
    public void IntegerAlways(int field, long value)
    {
        Varint((ulong)((field << 3) | VarintType));
        Varint(unchecked((ulong)value));
    }

    public void Fixed64(int field, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Varint((ulong)((field << 3) | Fixed64Type));
        _written.Write(bytes);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        ProtobufWriter inner = new();
        write(inner);
        Bytes(field, inner._written.WrittenSpan);
    }

    /// <summary>A message that was written elsewhere.</summary>
    public void Message(int field, ProtobufWriter inner) => Bytes(field, inner.Written);

    private void Varint(ulong value)
    {
        const int Longest = 10;
        var bytes = _written.GetSpan(Longest);
        var length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        _written.Advance(length);
    }
}
