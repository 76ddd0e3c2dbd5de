using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>Who holds the end of a stream: it sends its packets and keeps its timer.</summary>
internal interface IStreamOwner
{
    /// <summary>The instant of the message being handled.</summary>
    VirtualTime Now { get; }

    /// <summary>Sends a packet.</summary>
    void Send(in Packet packet);

    /// <summary>Arms the stream's timer.</summary>
    void ArmTimer(StreamEnd stream, VirtualTime at);
}
