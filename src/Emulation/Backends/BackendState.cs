namespace Xenisol.Emulation.Backends;

/// <summary>
/// What a network backend knows beyond its queues. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct BackendState
{
    /// <summary>Free slots of the card's transmit ring.</summary>
    public long CardSlots;

    /// <summary>Pending slots in use, by the batch from guests and by frames that stay with their guests.</summary>
    public long Pending;

    /// <summary>Sent frames that the poll under way reclaims.</summary>
    public long Reclaiming;

    /// <summary>1 while a batch from guests is worked on.</summary>
    public long Transmitting;

    /// <summary>1 while a batch to guests is worked on.</summary>
    public long Receiving;

    /// <summary>The driver domain's vCPU that polls the card.</summary>
    public long PollVcpu;

    /// <summary>The driver domain's vCPU that takes frames from guests.</summary>
    public long TransmitVcpu;

    /// <summary>The driver domain's vCPU that hands frames to guests.</summary>
    public long ReceiveVcpu;

    /// <summary>1 while the timer of the frame that waits longest is armed.</summary>
    public long PassArmed;

    /// <summary>1 once the warm-up is over.</summary>
    public long Warm;

    /// <summary>Frames from the card that no interface takes.</summary>
    public long Stray;
}
