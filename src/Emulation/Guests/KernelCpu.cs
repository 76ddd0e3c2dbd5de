namespace Xenisol.Emulation.Guests;

/// <summary>
/// A vCPU as its guest kernel knows it. All members have 64 bits, so that nothing is padded.
/// </summary>
/// <remarks>
/// Invariant: while the vCPU holds a core and is not blocked, either a demand is out (<see cref="Running"/> is not
/// <see cref="Nothing"/>) or the handler at work is about to send one. Kernel work is never preempted by other work of
/// the guest; a task is, by a recall.
/// </remarks>
internal struct KernelCpu
{
    /// <summary>No demand is out.</summary>
    public const long Nothing = -1;

    /// <summary>The kernel work at the head is demanded.</summary>
    public const long Kernel = -2;

    /// <summary>Work was just completed: what its completion queues is demanded at the end of the handler.</summary>
    public const long Completing = -3;

    /// <summary>The upcall that is queued has handled no port.</summary>
    public const long NotYet = -1;

    /// <summary>1 while the scheduler believes that it has no work.</summary>
    public long Blocked;

    /// <summary>1 while it holds a core.</summary>
    public long OnCore;

    /// <summary>The identity of that core.</summary>
    public long Core;

    /// <summary>The core's epoch, which every demand carries.</summary>
    public long Epoch;

    /// <summary>What is demanded: a task's number, <see cref="Kernel"/> or <see cref="Nothing"/>.</summary>
    public long Running;

    /// <summary>How much was demanded, in ns.</summary>
    public long Demanded;

    /// <summary>1 from a recall to its answer.</summary>
    public long Recalling;

    /// <summary>1 while the driver domain, out of work, waits for the backend's answers of this instant.</summary>
    public long Settling;

    /// <summary>1 once the idle loop was gone through: without new work the vCPU blocks.</summary>
    public long Idling;

    /// <summary>1 while an upcall is queued as kernel work.</summary>
    public long UpcallQueued;

    /// <summary>When that upcall handled its first port, in ns; <see cref="NotYet"/> before.</summary>
    public long UpcallSince;

    /// <summary>1 while a tick is queued: ticks that come meanwhile are lost, as they are on Xen.</summary>
    public long TickQueued;

    /// <summary>Ticks that were handled.</summary>
    public long Ticks;

    /// <summary>Ticks that found the vCPU idle: its tick is stopped.</summary>
    public long TicksIdle;

    /// <summary>Ticks that found the one before still queued.</summary>
    public long TicksLost;

    /// <summary>Isolated: 1 while several tasks share the vCPU and the tick is that of any other.</summary>
    public long FullTick;

    /// <summary>CPU time delivered to the guest, in ns.</summary>
    public long Delivered;

    /// <summary>… of which the kernel used, in ns.</summary>
    public long KernelTime;

    /// <summary><see cref="Delivered"/> when the warm-up ended.</summary>
    public long DeliveredAtWarmup;
}
