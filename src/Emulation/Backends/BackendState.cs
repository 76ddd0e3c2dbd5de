namespace Xenisol.Emulation.Backends;

/// <summary>
/// What a network backend knows beyond its queues. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct BackendState
{
    /// <summary>Free slots of the card's transmit ring.</summary>
    public long CardSlots;

    /// <summary>Sent frames that the poll under way reclaims.</summary>
    public long Reclaiming;

    /// <summary>The driver domain's vCPU that polls the card.</summary>
    public long PollVcpu;

    /// <summary>1 once the warm-up is over.</summary>
    public long Warm;

    /// <summary>Frames from the card that no interface takes.</summary>
    public long Stray;
}
