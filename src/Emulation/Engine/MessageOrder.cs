using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// The total order of messages: instant, then phase, rank and sequence packed into one word. Unique within a timeline,
/// so that equal instants never depend on the shape of the heap.
/// </summary>
/// <param name="At">The instant of the message.</param>
/// <param name="Place">Phase (3 bits), rank (21 bits) and sequence (40 bits), most significant first.</param>
public readonly record struct MessageOrder(VirtualTime At, ulong Place)
{
    /// <summary>The largest rank: about two million cores, vCPUs or timelines.</summary>
    public const int MaxRank = (1 << RankBits) - 1;

    /// <summary>The largest sequence: a timeline may emit about 1.1 × 10¹² messages.</summary>
    public const long MaxSequence = (1L << SequenceBits) - 1;

    private const int RankBits = 21;
    private const int SequenceBits = 40;

    /// <summary>The phase within the instant.</summary>
    public Phase Phase => (Phase)(Place >> (RankBits + SequenceBits));

    /// <summary>The rank within the phase.</summary>
    public int Rank => (int)((Place >> SequenceBits) & MaxRank);

    /// <summary>The emission counter of the timeline that sent the message.</summary>
    public long Sequence => (long)(Place & MaxSequence);

    /// <summary>Packs a place; the caller has checked rank and sequence.</summary>
    public static ulong Pack(Phase phase, int rank, long sequence) =>
        ((ulong)phase << (RankBits + SequenceBits)) | ((ulong)rank << SequenceBits) | (ulong)sequence;
}
