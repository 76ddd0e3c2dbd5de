namespace Xenisol.Emulation.Backends;

/// <summary>
/// What a pair of tasklets knows beyond its queues. All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct WorkerState
{
    /// <summary>Pending slots in use, by the batch from guests and by frames that stay with their guests.</summary>
    public long Pending;

    /// <summary>1 while a batch from guests is worked on.</summary>
    public long Transmitting;

    /// <summary>1 while a batch to guests is worked on.</summary>
    public long Receiving;

    /// <summary>The driver domain's vCPU that takes frames from guests.</summary>
    public long TransmitVcpu;

    /// <summary>The driver domain's vCPU that hands frames to guests.</summary>
    public long ReceiveVcpu;

    /// <summary>1 while the timer of the frame that waits longest is armed.</summary>
    public long PassArmed;

    /// <summary>1 from the decision to send it an interrupt from another vCPU until that is sent.</summary>
    public long Rousing;

    /// <summary>What taking such interrupts costs it at its next batch, in ns.</summary>
    public long OwedNanoseconds;
}
