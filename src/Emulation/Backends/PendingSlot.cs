namespace Xenisol.Emulation.Backends;

/// <summary>A slot of <see cref="PendingSlots"/>. All members have 64 bits, so that nothing is padded.</summary>
internal struct PendingSlot
{
    /// <summary>The interface whose frame it belongs to.</summary>
    public long Interface;

    /// <summary>The frame's length.</summary>
    public long Bytes;

    /// <summary>When the frame began to wait.</summary>
    public long SinceNanoseconds;

    /// <summary>Rises each time the slot is freed, so that references of earlier frames are told apart.</summary>
    public long Generation;
}
