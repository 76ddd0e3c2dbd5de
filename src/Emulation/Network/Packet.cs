using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// One frame, packed into the two payload words of a message, so that it travels through every hop without memory of
/// its own.
/// </summary>
/// <remarks>
/// First word, from the most significant bit: kind (4 bits), last segment (1), unused (3), bytes (16), source (20),
/// destination (20). Second word: number (32), sequence (32).
/// </remarks>
/// <param name="Kind">What it carries.</param>
/// <param name="Last">Whether it is the last segment of its request or reply.</param>
/// <param name="Bytes">Length of the frame in bytes, Ethernet and IP headers included; at most 65 535.</param>
/// <param name="Source">The identity of the domain or client that sent it.</param>
/// <param name="Destination">The identity of the domain or client that it goes to.</param>
/// <param name="Number">The number of the request at its client, of the stream in the run, or of the echo.</param>
/// <param name="Sequence">The position within the reply or stream, in segments.</param>
public readonly record struct Packet(
    PacketKind Kind, bool Last, int Bytes, int Source, int Destination, uint Number, uint Sequence)
{
    /// <summary>Largest payload of a segment: MTU 1 500 less 40 bytes of headers and 12 of TCP time stamps.</summary>
    public const int MaxSegmentBytes = 1_448;

    /// <summary>Bytes of a frame beyond its payload: Ethernet 14, IP and TCP 40.</summary>
    public const int HeaderBytes = 54;

    /// <summary>The largest identity of a component that can send or receive packets.</summary>
    public const int MaxComponent = (1 << ComponentBits) - 1;

    /// <summary>What a frame occupies on a wire beyond its bytes: preamble 8, checksum 4, gap 12.</summary>
    private const int WireOverheadBytes = 24;

    /// <summary>The least frame on a wire, without checksum.</summary>
    private const int MinFrameBytes = 60;

    private const int ComponentBits = 20;
    private const int BytesBits = 16;
    private const int KindShift = 60;
    private const int LastShift = 59;
    private const int BytesShift = 40;

    /// <summary>The name of the request that this packet belongs to, unique in the run: its client and its number
    /// there;
    /// −1 if it belongs to none.</summary>
    public long RequestId => Kind switch
    {
        PacketKind.Request => RequestIdOf(Source, Number),
        PacketKind.Reply => RequestIdOf(Destination, Number),
        _ => -1,
    };

    /// <summary>The name of a client's request.</summary>
    public static long RequestIdOf(int client, uint number) => ((long)client << 32) | number;

    /// <summary>How many segments carry a payload; at least one.</summary>
    public static long SegmentsOf(long payloadBytes) =>
        Math.Max(1, (payloadBytes + MaxSegmentBytes - 1) / MaxSegmentBytes);

    /// <summary>The packet in the payload of a message.</summary>
    public static Packet Unpack(long first, long second) => new(
        (PacketKind)(first >>> KindShift),
        ((first >> LastShift) & 1) == 1,
        (int)((first >> BytesShift) & ((1 << BytesBits) - 1)),
        (int)((first >> ComponentBits) & MaxComponent),
        (int)(first & MaxComponent),
        (uint)(second >>> 32),
        (uint)(second & uint.MaxValue));

    /// <summary>The packet in the payload of a message.</summary>
    public static Packet Of(in Message message) => Unpack(message.A, message.B);

    /// <summary>The two words of the payload.</summary>
    public PacketWords Pack()
    {
        Invariant.Holds((uint)Source <= MaxComponent && (uint)Destination <= MaxComponent);
        Invariant.Holds((uint)Bytes < 1 << BytesBits);
        return new PacketWords(
            ((long)Kind << KindShift)
                | (Last ? 1L << LastShift : 0)
                | ((long)Bytes << BytesShift)
                | ((long)Source << ComponentBits)
                | (long)Destination,
            // The number's highest bit becomes the sign: the word is bits, not a quantity.
            unchecked((long)(((ulong)Number << 32) | Sequence)));
    }

    /// <summary>How long a frame occupies a link; rounded up to whole nanoseconds.</summary>
    /// <param name="bytes">Its length, headers included.</param>
    /// <param name="bitsPerSecond">The rate of the link; positive.</param>
    public static Duration WireTime(int bytes, long bitsPerSecond)
    {
        var bits = (Math.Max(bytes, MinFrameBytes) + WireOverheadBytes) * 8L;
        return Duration.FromNanoseconds(((bits * 1_000_000_000) + bitsPerSecond - 1) / bitsPerSecond);
    }
}
