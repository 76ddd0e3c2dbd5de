namespace Xenisol.Emulation.Guests;

/// <summary>How one action of a process fared after the warm-up. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct ActionCounts
{
    /// <summary>How often it was completed.</summary>
    public long Completed;

    /// <summary>How often that was after its bound.</summary>
    public long Late;

    /// <summary>Its shortest response in ns; −1 before the first.</summary>
    public long Shortest;
}
