namespace Xenisol.Emulation.Shaping;

/// <summary>
/// A class that waits for its mode to change: the instant in ns, its place among equals, and its index.
/// </summary>
internal readonly record struct WaitEntry(long At, long Sequence, long Class)
{
    /// <summary>Whether this one comes first: earlier, or at the same instant inserted before.</summary>
    public bool Precedes(in WaitEntry other) => At != other.At ? At < other.At : Sequence < other.Sequence;
}
