namespace Xenisol.Emulation.Devices;

/// <summary>What passed through a network card.</summary>
internal struct CardCounts
{
    /// <summary>Frames put on the wire.</summary>
    public long SentPackets;

    /// <summary>Their bytes.</summary>
    public long SentBytes;

    /// <summary>Frames that came from the wire, dropped ones included.</summary>
    public long ReceivedPackets;

    /// <summary>Their bytes.</summary>
    public long ReceivedBytes;

    /// <summary>Frames that found the receive ring full.</summary>
    public long Dropped;

    /// <summary>Interrupts raised.</summary>
    public long Interrupts;
}
