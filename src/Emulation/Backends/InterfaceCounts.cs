namespace Xenisol.Emulation.Backends;

/// <summary>The books of one interface.</summary>
internal struct InterfaceCounts
{
    /// <summary>Frames that the backend took from the guest's transmit ring.</summary>
    public long SentPackets;

    /// <summary>Their bytes.</summary>
    public long SentBytes;

    /// <summary>Bytes of the guest that were handed to the card.</summary>
    public long WireBytes;

    /// <summary>Frames of the guest that found no room between backend and card, or that nobody takes.</summary>
    public long SentDropped;

    /// <summary>Frames put into the guest's receive ring.</summary>
    public long ReceivedPackets;

    /// <summary>Their bytes.</summary>
    public long ReceivedBytes;

    /// <summary>Frames for the guest that found ring and queue full.</summary>
    public long ReceivedDropped;

    /// <summary>Notifications sent to the guest.</summary>
    public long Notifications;

    /// <summary>Frames copied when they were taken; the rest stayed in the guest's pages.</summary>
    public long EarlyCopies;

    /// <summary>Frames copied after they had waited too long.</summary>
    public long LateCopies;

    /// <summary>How often the interface had to wait for the end of its window (vif rate).</summary>
    public long RateWaits;

    /// <summary>How often its traffic was stopped.</summary>
    public long Stops;

    /// <summary>What was counted since <paramref name="before"/>.</summary>
    public readonly InterfaceCounts Since(in InterfaceCounts before) => new()
    {
        SentPackets = SentPackets - before.SentPackets,
        SentBytes = SentBytes - before.SentBytes,
        WireBytes = WireBytes - before.WireBytes,
        SentDropped = SentDropped - before.SentDropped,
        ReceivedPackets = ReceivedPackets - before.ReceivedPackets,
        ReceivedBytes = ReceivedBytes - before.ReceivedBytes,
        ReceivedDropped = ReceivedDropped - before.ReceivedDropped,
        Notifications = Notifications - before.Notifications,
        EarlyCopies = EarlyCopies - before.EarlyCopies,
        LateCopies = LateCopies - before.LateCopies,
        RateWaits = RateWaits - before.RateWaits,
        Stops = Stops - before.Stops,
    };
}
