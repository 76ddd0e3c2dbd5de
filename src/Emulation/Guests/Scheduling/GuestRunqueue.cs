namespace Xenisol.Emulation.Guests.Scheduling;

/// <summary>One vCPU's run queue beside its lists. All members have 64 bits, so that nothing is padded.</summary>
internal struct GuestRunqueue
{
    /// <summary>The task that holds the vCPU (kernel work may interrupt it), or −1.</summary>
    public long Current;

    /// <summary>How many tasks run or wait.</summary>
    public long Runnable;

    /// <summary>1 if another task is to be chosen at the next opportunity.</summary>
    public long Reschedule;

    /// <summary>Fair: the least virtual runtime of its tasks; never decreases.</summary>
    public long MinVirtualRuntime;

    /// <summary>O(1): which of the two arrays is active.</summary>
    public long ActiveArray;

    /// <summary>O(1): when the first task expired since the arrays were swapped, in ns; −1 for none.</summary>
    public long ExpiredSince;
}
