namespace Xenisol.Emulation.Backends;

/// <summary>
/// A request that the block backend took from a ring and did not answer yet. The first of an operation stands for all
/// that are merged into it. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct PendingRequest
{
    /// <summary>No request.</summary>
    public const long None = -1;

    /// <summary>The virtual disk.</summary>
    public long Disk;

    /// <summary>The slot of its ring.</summary>
    public long Slot;

    /// <summary>1 for a write.</summary>
    public long Write;

    /// <summary>The first sector on the disk; of the whole operation, if it is the first of one.</summary>
    public long Sector;

    /// <summary>Bytes; of the whole operation, if it is the first of one.</summary>
    public long Bytes;

    /// <summary>Pages that are mapped for it.</summary>
    public long Segments;

    /// <summary>The next request of the operation.</summary>
    public long Next;
}
