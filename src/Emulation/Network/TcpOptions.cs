using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>Constants of a bulk TCP connection; both ends use the same.</summary>
public sealed record TcpOptions
{
    /// <summary>Payload of every segment: 1 500 less 20 of IP and 32 of TCP with timestamps.</summary>
    public const int SegmentBytes = 1_448;

    /// <summary>A full segment on the wire, with its 14-byte Ethernet header.</summary>
    public const int SegmentFrameBytes = 1_514;

    /// <summary>An acknowledgement on the wire, with its Ethernet header.</summary>
    public const int AcknowledgementFrameBytes = 66;

    /// <summary>The receiver's window in bytes, at least two segments; rounded down to whole segments.</summary>
    public long WindowBytes { get; init; } = 131_072;

    /// <summary>Segments that may be sent before the first acknowledgement (RFC 6928).</summary>
    public int InitialWindowSegments { get; init; } = 10;

    /// <summary>Retransmission timeout before the first measured round trip (RFC 6298).</summary>
    public Duration InitialTimeout { get; init; } = Duration.FromSeconds(1);

    /// <summary>The least retransmission timeout, as Linux has it.</summary>
    public Duration MinTimeout { get; init; } = Duration.FromMilliseconds(200);

    /// <summary>The greatest retransmission timeout, as Linux has it.</summary>
    public Duration MaxTimeout { get; init; } = Duration.FromSeconds(120);

    /// <summary>How long the receiver holds back the acknowledgement of a lone segment.</summary>
    public Duration DelayedAcknowledgement { get; init; } = Duration.FromMilliseconds(40);

    /// <summary>The receiver's window in whole segments.</summary>
    /// <exception cref="ArgumentException">The window is below two segments or above 2³⁰ bytes.</exception>
    internal int WindowSegments => WindowBytes is >= 2 * SegmentBytes and <= 1 << 30
        ? (int)(WindowBytes / SegmentBytes)
        : throw new ArgumentException(
            $"TCP window is {WindowBytes} bytes; it must be {2 * SegmentBytes} to {1 << 30} bytes.");
}
