namespace Xenisol.Emulation.Guests;

/// <summary>What a disk application did. All members have 64 bits, so that nothing is padded.</summary>
internal struct DiskUse
{
    /// <summary>Accesses given to the kernel since the start.</summary>
    public long Submitted;

    /// <summary>Accesses completed since the start.</summary>
    public long Completed;

    /// <summary>Reads completed after the warm-up.</summary>
    public long MeasuredReads;

    /// <summary>Writes completed after the warm-up.</summary>
    public long MeasuredWrites;

    /// <summary>Accesses refused after the warm-up, since too many waited.</summary>
    public long Refused;
}
