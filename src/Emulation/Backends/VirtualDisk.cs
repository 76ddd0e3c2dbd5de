namespace Xenisol.Emulation.Backends;

/// <summary>
/// The backend's side of one virtual disk (vbd). All members have 64 bits, so that nothing is padded.
/// </summary>
internal struct VirtualDisk
{
    /// <summary>Requests taken from the ring since the start.</summary>
    public long Consumed;

    /// <summary>Requests answered since the start.</summary>
    public long Responded;

    /// <summary>1 while a batch from the guest is worked on.</summary>
    public long Taking;

    /// <summary>1 while it waits for a pending request to get free.</summary>
    public long Starved;

    /// <summary>1 while it waits for its limit's timer.</summary>
    public long Limited;

    /// <summary>1 while the frontend wants to be notified of the next answer.</summary>
    public long FrontendIdle;

    /// <summary>The driver domain's vCPU that takes its requests.</summary>
    public long Vcpu;

    /// <summary>The books.</summary>
    public VirtualDiskCounts Counts;

    /// <summary>The books when the warm-up ended.</summary>
    public VirtualDiskCounts AtWarmup;
}
