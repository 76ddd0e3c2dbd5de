namespace Xenisol.Emulation.Network;

/// <summary>What changes about a <see cref="TcpSender"/>; sequences and windows in segments, times in ns.</summary>
internal struct TcpSenderState
{
    /// <summary>The oldest segment that is not acknowledged.</summary>
    public long Unacknowledged;

    /// <summary>The segment that is sent next; behind <see cref="Highest"/> after a timeout.</summary>
    public long Next;

    /// <summary>One past the highest segment ever sent.</summary>
    public long Highest;

    /// <summary>One past the last segment that the application supplied.</summary>
    public long Supplied;

    /// <summary>The congestion window.</summary>
    public long Congestion;

    /// <summary>Segments acknowledged towards the next step of congestion avoidance.</summary>
    public long AvoidanceCount;

    /// <summary>Where slow start ends.</summary>
    public long Threshold;

    /// <summary>One past the highest segment sent when the last loss was noticed.</summary>
    public long Recover;

    public long Duplicates;

    /// <summary>1 in fast recovery.</summary>
    public long InRecovery;

    /// <summary>1 once an acknowledgement of this recovery was partial.</summary>
    public long SawPartial;

    /// <summary>1 if the oldest segment is to be sent again at once.</summary>
    public long Resend;

    /// <summary>The segment whose round trip is measured; −1 for none.</summary>
    public long Timed;

    public long TimedAt;

    /// <summary>The oldest segment at the last timeout; −1 for none.</summary>
    public long TimedOut;

    /// <summary>Smoothed round trip; −1 before the first.</summary>
    public long RoundTrip;

    public long RoundTripVariation;

    /// <summary>Retransmission timeout, backed off.</summary>
    public long Timeout;

    /// <summary>When the retransmission timer fires; long.MaxValue if nothing is outstanding.</summary>
    public long Deadline;

    public long Retransmissions;

    public long Timeouts;
}
