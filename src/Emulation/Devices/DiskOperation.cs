namespace Xenisol.Emulation.Devices;

/// <summary>A read or write of consecutive sectors, as it stands in a shared ring and as a disk takes it.</summary>
/// <param name="Tag">Who sent it knows it by this number, 0 to 32 767.</param>
/// <param name="Write">Whether it is a write.</param>
/// <param name="Bytes">Its length, a multiple of 512.</param>
/// <param name="Sector">The first sector of 512 bytes.</param>
internal readonly record struct DiskOperation(int Tag, bool Write, int Bytes, long Sector)
{
    /// <summary>Bytes of a sector.</summary>
    public const int SectorBytes = 512;

    private const long WriteBit = 0x8000;
    private const int BytesShift = 16;

    /// <summary>The first word of a message; the second is <see cref="Sector"/>.</summary>
    public long First => ((long)Bytes << BytesShift) | (Write ? WriteBit : 0) | (long)Tag;

    /// <summary>How many sectors it has.</summary>
    public long Sectors => Bytes / SectorBytes;

    /// <summary>The sector behind its last one.</summary>
    public long End => Sector + Sectors;

    /// <summary>The operation of a message's words.</summary>
    public static DiskOperation Of(long first, long sector) =>
        new((int)(first & (WriteBit - 1)), (first & WriteBit) != 0, (int)(first >> BytesShift), sector);
}
