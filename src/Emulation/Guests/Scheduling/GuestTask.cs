namespace Xenisol.Emulation.Guests.Scheduling;

/// <summary>A task as the guest's scheduler knows it. All members have 64 bits, so that nothing is padded.</summary>
internal struct GuestTask
{
    /// <summary>The vCPU on which it runs, waits or slept.</summary>
    public long Vcpu;

    /// <summary>1 while it runs or waits.</summary>
    public long Runnable;

    /// <summary>1 if it must stay on its vCPU.</summary>
    public long Bound;

    /// <summary>1 for a thread of the kernel, which is not preempted by other tasks once it runs.</summary>
    public long Kernel;

    /// <summary>CPU time in ns since it was chosen.</summary>
    public long Ran;

    /// <summary>When it last ran, in ns.</summary>
    public long RanAt;

    /// <summary>When it fell asleep, in ns.</summary>
    public long SleptAt;

    /// <summary>Fair: CPU time received, in ns, comparable among the tasks of one vCPU.</summary>
    public long VirtualRuntime;

    /// <summary>O(1): sleep that it has to its credit, in ns.</summary>
    public long SleepAverage;

    /// <summary>O(1): when it woke up, in ns, while that wake-up waits for its turn; −1 otherwise.</summary>
    public long WokenAt;

    /// <summary>O(1): ticks left of its timeslice.</summary>
    public long SliceTicks;

    /// <summary>O(1): its dynamic priority; lower goes first.</summary>
    public long Priority;

    /// <summary>O(1): 1 if it goes to the expired array when it stops running.</summary>
    public long Expires;

    /// <summary>O(1): 1 if it goes behind its equals when it stops running.</summary>
    public long Yields;
}
