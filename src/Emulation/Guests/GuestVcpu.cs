namespace Xenisol.Emulation.Guests;

/// <summary>A vCPU as its domain knows it: whether it has work, and what of it a core is working off.</summary>
/// <remarks>
/// Invariant: a demand is out exactly while the vCPU holds a core and has work, except between a recall and its
/// answer.
/// </remarks>
internal struct GuestVcpu
{
    /// <summary>No application.</summary>
    public const int None = -1;

    /// <summary>It told the scheduler that it has no work.</summary>
    public bool Blocked;

    /// <summary>It holds a core.</summary>
    public bool OnCore;

    /// <summary>The identity of the core that it holds.</summary>
    public int Core;

    /// <summary>That core's epoch, which every demand carries.</summary>
    public long Epoch;

    /// <summary>The application whose work is demanded, or <see cref="None"/>.</summary>
    public int Demanding;

    /// <summary>When it was woken, while that wake waits for its first dispatch; −1 otherwise.</summary>
    public long WokenAtNanoseconds;
}
