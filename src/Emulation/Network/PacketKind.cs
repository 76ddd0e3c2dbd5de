namespace Xenisol.Emulation.Network;

/// <summary>What a packet carries.</summary>
public enum PacketKind
{
    /// <summary>Nothing: the packet of an empty slot.</summary>
    None,

    /// <summary>A client's request to a server.</summary>
    Request,

    /// <summary>One segment of a server's reply.</summary>
    Reply,

    /// <summary>A segment of a TCP stream.</summary>
    TcpData,

    /// <summary>An acknowledgement of a TCP stream, without data.</summary>
    TcpAcknowledgement,

    /// <summary>An echo request (ping).</summary>
    EchoRequest,

    /// <summary>The answer to an echo request.</summary>
    EchoReply,
}
