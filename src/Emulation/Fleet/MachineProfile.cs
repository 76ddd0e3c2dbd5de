using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// What everything costs on one kind of machine. Every CPU cost is CPU time of a core or of a scheduled vCPU; profile
/// <c>zero</c>, in which nothing costs anything, is the one in which schedulers equal Xen's to the nanosecond.
/// </summary>
public sealed record MachineProfile
{
    /// <summary>The profile's name, such as <c>xeon-2008</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which monitor it runs: who copies frames, and when.</summary>
    public MonitorKind Monitor { get; init; }

    /// <summary>Hypervisor: one decision of the scheduler.</summary>
    public Duration SchedulerInvocation { get; init; }

    /// <summary>Hypervisor: scanning one vCPU that waits in a run queue which cores share.</summary>
    public Duration SchedulerScan { get; init; }

    /// <summary>Hypervisor: handing on the lock of a run queue which cores share, for each core that holds it or waits.
    /// </summary>
    public Duration SchedulerLock { get; init; }

    /// <summary>Hypervisor: switching to another vCPU.</summary>
    public Duration ContextSwitch { get; init; }

    /// <summary>Refilling the caches after a switch on the same core.</summary>
    public Duration CacheRefill { get; init; }

    /// <summary>Refilling the caches after a migration to another core.</summary>
    public Duration MigrationRefill { get; init; }

    /// <summary>Hypervisor: a timer of the scheduler fires late by a uniform time from zero to this.</summary>
    public Duration TimerLateness { get; init; }

    /// <summary>Core: taking one physical interrupt.</summary>
    public Duration InterruptHandling { get; init; }

    /// <summary>Guest: one hypercall, such as a notification.</summary>
    public Duration Hypercall { get; init; }

    /// <summary>Guest: entering the event upcall and scanning the pending bits.</summary>
    public Duration EventUpcall { get; init; }

    /// <summary>Guest: from the last work through the idle loop to the hypercall that blocks the vCPU.</summary>
    public Duration GuestIdle { get; init; }

    /// <summary>Driver domain: taking one received frame off the card and through the bridge.</summary>
    public Duration NicReceivePacket { get; init; }

    /// <summary>Driver domain: shaping one frame and handing it to the card.</summary>
    public Duration NicTransmitPacket { get; init; }

    /// <summary>Driver domain: reclaiming one sent frame.</summary>
    public Duration NicTransmitCompletion { get; init; }

    /// <summary>Driver domain: backend work for one frame to a guest, without the copy.</summary>
    public Duration BackendReceivePacket { get; init; }

    /// <summary>Driver domain: backend work for one frame from a guest, without map or copy.</summary>
    public Duration BackendTransmitPacket { get; init; }

    /// <summary>Driver domain: copying one frame of 1 500 bytes; scaled by size.</summary>
    public Duration GrantCopy { get; init; }

    /// <summary>
    /// Driver domain: fetching the guest's page for the copy of one frame of 1 500 bytes, where the cache does not hold
    /// it any more; scaled by size.
    /// </summary>
    public Duration CopyMiss { get; init; }

    /// <summary>What the last-level cache of a core holds, in bytes; 0: misses are not modelled.</summary>
    public long CacheBytes { get; init; }

    /// <summary>Driver domain: mapping and unmapping one granted page.</summary>
    public Duration GrantMapUnmap { get; init; }

    /// <summary>Driver domain: block backend, block layer and the disk's driver for one request from a guest, without
    /// mapping its pages.</summary>
    public Duration BackendBlockRequest { get; init; }

    /// <summary>Driver domain: completing and answering one request, without unmapping its pages.</summary>
    public Duration BackendBlockCompletion { get; init; }

    /// <summary>Guest: system call, block layer and frontend for one access, or each piece of a long one; half of it on
    /// the way out, half when it is complete.</summary>
    public Duration GuestBlockRequest { get; init; }

    /// <summary>Guest: copying one frame of 1 500 bytes into or out of buffers that it shares with the driver domain;
    /// scaled by size; zero where it shares pages.</summary>
    public Duration GuestCopy { get; init; }

    /// <summary>Guest: frontend and stack work for one received frame.</summary>
    public Duration GuestReceivePacket { get; init; }

    /// <summary>Guest: stack and frontend work for one sent frame.</summary>
    public Duration GuestTransmitPacket { get; init; }

    /// <summary>
    /// Guest: the shortest timer tick with its softirqs. Lengths of kernel work have a density that falls with the cube
    /// between the shortest and the longest, so that their mean is the harmonic mean of the two.
    /// </summary>
    public Duration GuestTick { get; init; }

    /// <summary>Guest: the longest timer tick.</summary>
    public Duration GuestTickMax { get; init; }

    /// <summary>
    /// Guest: the shortest way from the interrupt that wakes a sleeping task to its first instruction, on a vCPU that
    /// has nothing else to do.
    /// </summary>
    public Duration GuestWake { get; init; }

    /// <summary>Guest: the longest such way.</summary>
    public Duration GuestWakeMax { get; init; }

    /// <summary>Guest: the shortest piece of work of a work queue; there is one for each vCPU.</summary>
    public Duration GuestWorkQueue { get; init; }

    /// <summary>Guest: the longest piece of work of a work queue.</summary>
    public Duration GuestWorkQueueMax { get; init; }

    /// <summary>Guest: mean time between pieces of work of a work queue; zero for none.</summary>
    public Duration GuestWorkQueuePeriod { get; init; }

    /// <summary>Network card: a receive interrupt is raised this long after the first frame at the latest.</summary>
    public Duration NicReceiveDelay { get; init; }

    /// <summary>Network card: … or once this many frames wait; 1 for no coalescing.</summary>
    public int NicReceiveFrames { get; init; } = 1;

    /// <summary>
    /// Network card: a transmit interrupt is raised this long after the first sent frame at the latest.
    /// </summary>
    public Duration NicTransmitDelay { get; init; }

    /// <summary>Network card: … or once this many frames were sent; 1 for no coalescing.</summary>
    public int NicTransmitFrames { get; init; } = 1;

    /// <summary>TCP window in bytes, 65 536 to 262 144.</summary>
    public long TcpWindowBytes { get; init; } = 131_072;
}
