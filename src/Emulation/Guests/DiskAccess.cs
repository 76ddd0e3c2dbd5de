namespace Xenisol.Emulation.Guests;

/// <summary>
/// An access of an application to the domain's virtual disk. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct DiskAccess
{
    /// <summary>The application's number in the domain.</summary>
    public long Application;

    /// <summary>When it was meant to start, in ns.</summary>
    public long Start;

    /// <summary>1 for a write.</summary>
    public long Write;

    /// <summary>Its length.</summary>
    public long Bytes;

    /// <summary>Pieces that are not complete; the frontend counts them.</summary>
    public long PiecesLeft;
}
