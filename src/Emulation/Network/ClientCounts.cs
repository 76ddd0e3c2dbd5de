namespace Xenisol.Emulation.Network;

/// <summary>What a client or remote machine counted.</summary>
internal struct ClientCounts
{
    /// <summary>Frames sent since the start.</summary>
    public long SentPackets;

    /// <summary>Frames received since the start.</summary>
    public long ReceivedPackets;

    /// <summary>Requests meant for the time after the warm-up.</summary>
    public long Requests;

    /// <summary>… of which no whole reply came in time.</summary>
    public long Failed;

    /// <summary>Segments of replies that came too late or were not asked for.</summary>
    public long Late;
}
