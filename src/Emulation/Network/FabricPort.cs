namespace Xenisol.Emulation.Network;

/// <summary>An output of the switch.</summary>
internal struct FabricPort
{
    /// <summary>The identity of the card or client at the other end.</summary>
    public long Target;

    /// <summary>The link's rate.</summary>
    public long BitsPerSecond;

    /// <summary>When the link has sent everything that was given to it, in ns.</summary>
    public long FreeAtNanoseconds;

    /// <summary>Frames sent.</summary>
    public long SentPackets;

    /// <summary>Their bytes.</summary>
    public long SentBytes;

    /// <summary>Frames that found the output buffer full.</summary>
    public long Dropped;
}
