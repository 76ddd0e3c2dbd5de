namespace Xenisol.Emulation.Backends;

/// <summary>
/// The backend's side of one guest interface (vif). All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct VirtualInterface
{
    /// <summary>Frames taken from the transmit ring since the start.</summary>
    public long Consumed;

    /// <summary>Transmit responses made since the start.</summary>
    public long Responded;

    /// <summary>The response that makes the backend notify the frontend.</summary>
    public long ResponseEvent;

    /// <summary>1 while the interface waits for its turn to transmit.</summary>
    public long InTurn;

    /// <summary>Receive slots that the frontend offers and no frame has been promised.</summary>
    public long FreeSlots;

    /// <summary>1 while the frontend wants to be notified of the next received frame.</summary>
    public long FrontendIdle;

    /// <summary>1 while a control program stops its traffic.</summary>
    public long Stopped;

    /// <summary>Frames of this interface in the batch that was just finished.</summary>
    public long InBatch;

    /// <summary>The books.</summary>
    public InterfaceCounts Counts;

    /// <summary>The books when the warm-up ended.</summary>
    public InterfaceCounts AtWarmup;
}
