namespace Xenisol.Emulation.Shaping;

/// <summary>
/// What changes about a class. Plain data without padding; tokens are nanoseconds at the bucket's rate.
/// </summary>
internal struct HtbClassState
{
    /// <summary>Tokens of the rate's bucket at <see cref="Checkpoint"/>.</summary>
    public long Tokens;

    /// <summary>Tokens of the ceiling's bucket at <see cref="Checkpoint"/>.</summary>
    public long CeilTokens;

    /// <summary>When the tokens were last brought up to date, in nanoseconds.</summary>
    public long Checkpoint;

    /// <summary>The mode that rows and feeds reflect.</summary>
    public HtbMode Mode;

    /// <summary>A bit for each priority at which the class, or somebody below it, waits to send.</summary>
    public int Activity;

    public long SentPackets;
    public long SentBytes;
    public long Dropped;
    public long Lended;
    public long Borrowed;
    public long Overlimits;
    public long BacklogBytes;
}
