namespace Xenisol.Emulation.Engine;

/// <summary>
/// Everything that components say to each other. Each area of the model has its own range; the payload of each kind
/// is stated where it stands. "vCPU" in a port is the vCPU's index on its host.
/// </summary>
public enum MessageKind : ushort
{
    /// <summary>The first message of every component, at time zero, in the order of identities.</summary>
    Start = 0,

    // Domain → host scheduler.

    /// <summary>A blocked vCPU has work. Port: vCPU.</summary>
    Wake = 1,

    /// <summary>A vCPU has no work left. Port: vCPU.</summary>
    Block = 2,

    /// <summary>A vCPU gives way to others. Port: vCPU.</summary>
    Yield = 3,

    // Host scheduler → itself.

    /// <summary>Look at every pCPU whose rescheduling is pending; phases 1 and 7.</summary>
    Reschedule = 10,

    /// <summary>A pCPU's slice ended. Port: pCPU.</summary>
    SliceEnd = 11,

    /// <summary>A pCPU's tick. Port: pCPU.</summary>
    Tick = 12,

    /// <summary>The accounting of credit.</summary>
    Accounting = 13,

    /// <summary>An EDF-vCPU's period begins. Port: vCPU.</summary>
    Replenish = 14,

    // Host scheduler → physical core.

    /// <summary>Run another vCPU. Port: vCPU, or 65535 for none; A: its domain's identity; B: 1 if it comes from
    /// another core.</summary>
    Switch = 20,

    /// <summary>The scheduler decided to go on as before; its decision still costs.</summary>
    Continue = 21,

    // Physical core → domain.

    /// <summary>A vCPU is on a core. Port: vCPU; A: the core's identity; B: the core's epoch.</summary>
    Started = 30,

    /// <summary>A vCPU left its core. Port: vCPU; A: what is left of its demand in ns.</summary>
    Stopped = 31,

    /// <summary>A vCPU's demand is complete. Port: vCPU.</summary>
    JobDone = 32,

    /// <summary>A vCPU's demand was taken back; it still holds the core. Port: vCPU; A: what is left in ns.</summary>
    Recalled = 33,

    // Domain → physical core.

    /// <summary>What a running vCPU is to compute. Port: vCPU; A: ns, long.MaxValue for ever; B: the core's epoch.
    /// </summary>
    Demand = 40,

    /// <summary>Take a running vCPU's demand back, since something more urgent came. Port: vCPU; B: the core's epoch.
    /// </summary>
    Recall = 41,

    /// <summary>A physical core's demand is complete (to itself, phase 2). B: epoch.</summary>
    Completion = 42,

    // Domain → itself or another domain.

    /// <summary>A release of an application. Port: vCPU.</summary>
    Release = 50,

    /// <summary>A chained release: another vCPU finished a job. Port: vCPU; A: when the original request was released.
    /// </summary>
    Chain = 51,

    // Commands to a host scheduler, phase 3.

    /// <summary>Sets weight and cap of a domain. Port: the domain's number; A: weight; B: cap in percent.</summary>
    SetCredit = 60,

    /// <summary>Makes a vCPU an EDF-vCPU. Port: vCPU; A: period in ns; B: slice in ns, 0 switches back to credit.
    /// </summary>
    SetEdf = 61,

    // Observations of workloads, to the watcher.

    /// <summary>A job was released. Port: vCPU; A: the instant in ns.</summary>
    ObservedRelease = 90,

    /// <summary>A woken vCPU got a core. Port: vCPU; A: how long it waited in ns.</summary>
    ObservedWakeLatency = 91,

    /// <summary>A job is complete. Port: vCPU; A: time since its release in ns; B: time since the release of the chain's
    /// first request in ns, −1 where there is no chain.</summary>
    ObservedResponse = 92,

    // Devices and event channels.

    /// <summary>A device asks for attention (device → physical core). Port: interrupt line; A: the identity of the
    /// event channel to notify once the interrupt was handled.</summary>
    Interrupt = 110,

    /// <summary>Raises an event channel (core, guest or backend → event channel). Port: which end is notified.
    /// </summary>
    EventNotify = 111,
}
