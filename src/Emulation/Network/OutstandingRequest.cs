namespace Xenisol.Emulation.Network;

/// <summary>A request that a client has sent. All members have 64 bits, so that nothing is padded.</summary>
internal struct OutstandingRequest
{
    /// <summary>When it was meant to be sent, in ns.</summary>
    public long IntendedAt;

    /// <summary>Segments of the reply that came.</summary>
    public long Received;

    /// <summary>Segments of the reply; 0 until the last one came.</summary>
    public long Segments;

    /// <summary>1 once it was answered.</summary>
    public long Answered;
}
