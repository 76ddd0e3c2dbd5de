namespace Xenisol.Emulation.Guests;

/// <summary>The piece of kernel work that a vCPU is in the middle of. All members have 64 bits.</summary>
internal struct KernelProgress
{
    /// <summary>1 if there is kernel work.</summary>
    public long HasWork;

    /// <summary>1 if it is what the vCPU demands of its core, 0 if a task is or nothing.</summary>
    public long IsRunning;

    /// <summary>The work.</summary>
    public KernelWork Work;
}
