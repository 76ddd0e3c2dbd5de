namespace Xenisol.Emulation.Devices;

/// <summary>What a disk did. All members have 64 bits, so that nothing is padded.</summary>
internal struct DiskCounts
{
    /// <summary>Operations taken.</summary>
    public long Submitted;

    /// <summary>Operations completed.</summary>
    public long Completed;

    /// <summary>Bytes of reads taken.</summary>
    public long ReadBytes;

    /// <summary>Bytes of writes taken.</summary>
    public long WrittenBytes;

    /// <summary>Reads served from what was read ahead.</summary>
    public long BufferHits;

    /// <summary>Interrupts raised.</summary>
    public long Interrupts;
}
