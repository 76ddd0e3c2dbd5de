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

    /// <summary>Another job stands at the head of a vCPU's work. Port: vCPU; A: its deadline in ns, long.MaxValue for
    /// none; B: its release in ns.</summary>
    JobAnnounced = 4,

    /// <summary>Another action begins, with a resource of its own. Port: vCPU; A: period in ns; B: slice in ns.
    /// </summary>
    ActionAnnounced = 5,

    // Host scheduler → itself.

    /// <summary>Look at every pCPU whose rescheduling is pending; phases 1 and 7.</summary>
    Reschedule = 10,

    /// <summary>A pCPU's slice ended. Port: pCPU.</summary>
    SliceEnd = 11,

    /// <summary>A pCPU's tick. Port: pCPU.</summary>
    Tick = 12,

    /// <summary>The accounting of credit.</summary>
    Accounting = 13,

    /// <summary>The period of an EDF-vCPU begins. Port: vCPU; with RTDS, whose one timer serves all: 0; with credit2:
    /// the number of the capped domain.</summary>
    Replenish = 14,

    // Host scheduler → physical core.

    /// <summary>Run another vCPU. Port: vCPU, or 65535 for none; A: its domain's identity; B: 1 if it comes from
    /// another core, plus twice the time in ns that a shared run queue adds to the decision.</summary>
    Switch = 20,

    /// <summary>The scheduler decided to go on as before; its decision still costs. A: time in ns that a
    /// shared run queue adds to it.</summary>
    Continue = 21,

    // Physical core → domain.

    /// <summary>A vCPU is on a core. Port: vCPU; A: the core's identity; B: the core's epoch.</summary>
    Started = 30,

    /// <summary>A vCPU left its core. Port: vCPU; A: what is left of its demand in ns, −1 if it had none.</summary>
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

    // Physical core → host scheduler.

    /// <summary>An interrupt took time from whatever the core runs. Port: pCPU; A: ns.</summary>
    TimeStolen = 45,

    // Domain → itself or another domain.

    /// <summary>A release of an application. Port: vCPU.</summary>
    Release = 50,

    /// <summary>A chained release: another vCPU finished a job. Port: vCPU; A: when the original request was released.
    /// </summary>
    Chain = 51,

    /// <summary>The deadline of an application's job has come. Port: the application; A: the job's release in ns.
    /// </summary>
    JobDeadline = 52,

    // Commands to a host scheduler, phase 3.

    /// <summary>Sets weight and cap of a domain. Port: the domain's number; A: weight; B: cap in percent.</summary>
    SetCredit = 60,

    /// <summary>Makes a vCPU an EDF-vCPU. Port: vCPU; A: period in ns; B: slice in ns, 0 switches back to credit.
    /// </summary>
    SetEdf = 61,

    /// <summary>Sets the reservation of all vCPUs of a domain (RTDS, SEDF). Port: the domain's number; A: period in ns;
    /// B: budget (slice) in ns.</summary>
    SetReservation = 62,

    /// <summary>Sets the rate limit (credit, credit2). A: ns, 0 for off.</summary>
    SetRatelimit = 63,

    /// <summary>Sets the timeslice (credit). A: ns.</summary>
    SetTimeslice = 64,

    /// <summary>Sets for how long a vCPU that ran is not stolen (credit). A: ns.</summary>
    SetMigrationDelay = 65,

    /// <summary>Sets the reservation of one vCPU (RTDS). Port: vCPU; A: period in ns; B: twice the budget in ns, plus 1
    /// with extra time.</summary>
    SetVcpuReservation = 66,

    /// <summary>Sets the pCPUs on which a vCPU may run. Port: vCPU; A: which 64 pCPUs, from 0; B: one bit for each of
    /// them. Hosts with more take several, from 0 on; the one with the host's last pCPUs takes effect.</summary>
    SetHardAffinity = 67,

    /// <summary>Sets the pCPUs that a vCPU prefers; as <see cref="SetHardAffinity"/>.</summary>
    SetSoftAffinity = 68,

    // Observations of workloads, to the watcher.

    /// <summary>A job was released. Port: vCPU; A: the instant in ns; B: its deadline in ns, 0 for none.</summary>
    ObservedRelease = 90,

    /// <summary>A woken vCPU got a core. Port: vCPU; A: how long it waited in ns.</summary>
    ObservedWakeLatency = 91,

    /// <summary>A job is complete. Port: vCPU; A: time since its release in ns; B: time since the release of the
    /// chain's
    /// first request in ns, −1 where there is no chain.</summary>
    ObservedResponse = 92,

    /// <summary>A job was complete by its deadline. Port: vCPU; A: its release in ns; B: its deadline in ns.</summary>
    ObservedDeadlineMet = 93,

    /// <summary>A job that missed its deadline is complete or given up. Port: vCPU; A: its release in ns; B: its
    /// deadline in ns.</summary>
    ObservedDeadlineMissed = 94,

    // Observations of host schedulers, to the watcher.

    /// <summary>The policy keeps a vCPU off the cores, its cap or budget being used up, or lets it run again.
    /// Port: vCPU; A: 1 off, 0 on.</summary>
    ObservedPaused = 95,

    // Devices and event channels.

    /// <summary>A device asks for attention (device → physical core). Port: interrupt line; A: the identity of the
    /// event channel to notify once the interrupt was handled.</summary>
    Interrupt = 110,

    /// <summary>Raises an event channel (core, guest or backend → event channel). Port: which end is notified.
    /// </summary>
    EventNotify = 111,

    /// <summary>An event is pending (event channel → domain). Port: the domain's port; A: the domain's vCPU.</summary>
    EventUpcall = 112,

    /// <summary>The port is being handled (domain → event channel). Port: which end.</summary>
    EventAcknowledge = 113,

    /// <summary>Holds upcalls back (domain → event channel). Port: which end; A: 1 to hold back, 0 to let through.
    /// </summary>
    EventMask = 114,

    /// <summary>Binds an end to another vCPU (command, or domain → event channel). Port: which end; A: vCPU.</summary>
    EventRebind = 115,

    // Packets; A and B are the packet.

    /// <summary>A frame reached the end of a link (→ card, fabric, client). Crosses timelines.</summary>
    PacketArrived = 120,

    /// <summary>Send this frame (driver → card).</summary>
    CardTransmit = 121,

    /// <summary>Hand over what was received and sent (driver → card). A: at most this many received frames.</summary>
    CardPoll = 122,

    /// <summary>A received frame (card → driver).</summary>
    CardReceived = 123,

    /// <summary>The end of a poll (card → driver). A: received frames; B: sent frames.</summary>
    CardPolled = 124,

    /// <summary>Frames waited long enough for an interrupt (card → itself).</summary>
    CardTimer = 125,

    // Split driver: frontend in the guest, backend in the driver domain. Port: the interface's number on the host.

    /// <summary>A frame in the transmit ring (frontend → backend). A, B: packet.</summary>
    RingTransmit = 130,

    /// <summary>Transmit slots are free again (backend → frontend). A: how many.</summary>
    RingTransmitted = 131,

    /// <summary>The backend found the transmit ring empty and wants to be notified of the next frame (backend →
    /// frontend). A: how many frames it has taken since the start.</summary>
    RingTransmitIdle = 132,

    /// <summary>A frame in the receive ring (backend → frontend). A, B: packet.</summary>
    RingReceive = 133,

    /// <summary>The frontend took frames and gave their slots back (frontend → backend). A: how many; B: −1, or,
    /// if it found the ring empty and wants to be notified of the next frame, how many it took since the
    /// start.</summary>
    RingReceived = 134,

    /// <summary>A port of the driver domain is handled (driver domain → backend). Port: the domain's port.</summary>
    PortEvent = 135,

    /// <summary>Kernel work for a vCPU of the driver domain (backend → domain). Port: the domain's vCPU; A: ns; B: tag.
    /// </summary>
    PostWork = 136,

    /// <summary>Kernel work is done (domain → whoever posted it). B: tag.</summary>
    WorkDone = 137,

    /// <summary>A token bucket has tokens again (backend → itself).</summary>
    ShapingTimer = 138,

    /// <summary>A frame may have waited too long without being copied (backend → itself).</summary>
    CopyTimer = 139,

    /// <summary>The window of an interface's rate is over (backend → itself). Port: the interface.</summary>
    RateTimer = 143,

    // Clients and remote machines, to themselves.

    /// <summary>The next request is due.</summary>
    RequestDue = 140,

    /// <summary>The oldest request outstanding has waited too long.</summary>
    RequestTimeout = 141,

    /// <summary>A timer of a TCP stream. Port: the stream's index at its owner; A: which timer.</summary>
    StreamTimer = 142,

    // Monitors in the driver domain. Port, where not stated: which monitor.

    /// <summary>A monitor is due (backend → itself).</summary>
    MonitorTimer = 146,

    /// <summary>How much CPU time did all vCPUs get (backend → driver domain)?</summary>
    DriverUsageAsked = 147,

    /// <summary>The answer (driver domain → backend). A: ns since the start.</summary>
    DriverUsage = 148,

    /// <summary>A domain caused CPU time in the driver domain (backend → host scheduler). Port: the domain's number;
    /// A: ns.</summary>
    DriverDomainCharged = 149,

    // Guest kernel, to itself.

    /// <summary>The timer tick of a vCPU. Port: the domain's vCPU.</summary>
    GuestTick = 150,

    /// <summary>Ports that an upcall masked have been so for long enough.</summary>
    UnmaskPorts = 151,

    /// <summary>A timer of an application or work queue. Port: the task's index.</summary>
    ApplicationTimer = 152,

    /// <summary>To itself, after all effects of the instant: a driver domain looks whether it was given more work.
    /// Port: the vCPU in its domain.</summary>
    Settle = 153,

    // Disks. A tag is the sender's own; an operation is in the words of DiskOperation.

    /// <summary>Read or write (backend → disk). A, B: operation.</summary>
    DiskSubmit = 160,

    /// <summary>Hand over what is complete (backend → disk).</summary>
    DiskReap = 161,

    /// <summary>An operation is complete (disk → backend). A: tag.</summary>
    DiskDone = 162,

    /// <summary>The end of a reap (disk → backend). A: operations.</summary>
    DiskReaped = 163,

    /// <summary>An operation completes now (disk → itself). A: tag.</summary>
    DiskTimer = 164,

    // Split driver of disks. Port: the virtual disk's number on the host.

    /// <summary>A request in the ring (frontend → backend). A, B: operation, its tag the ring's slot.</summary>
    RingDisk = 165,

    /// <summary>The backend found the ring empty and wants to be notified of the next request (backend → frontend).
    /// A: how many requests it has taken since the start.</summary>
    RingDiskIdle = 166,

    /// <summary>A request is answered (backend → frontend). A: the ring's slot.</summary>
    RingDiskDone = 167,

    /// <summary>The frontend found no more answers and wants to be notified of the next (frontend → backend). A: how
    /// many answers it has taken since the start.</summary>
    RingDiskPolled = 168,

    /// <summary>Kernel work for a vCPU of the driver domain (block backend → domain). Port: the domain's vCPU; A: ns;
    /// B: tag.</summary>
    PostBlockWork = 169,

    /// <summary>The limits of a virtual disk let its next request through (block backend → itself).</summary>
    LimitTimer = 170,

    // Observations of a request's way, to the watcher. A: the request's identity; B: as stated.

    /// <summary>A client sends a request. B: when it was meant to be sent, in ns.</summary>
    HopClientSent = 200,

    /// <summary>A client has the whole reply.</summary>
    HopClientReceived = 201,

    /// <summary>A request was given up.</summary>
    HopClientTimeout = 202,

    /// <summary>A frame enters a link of the fabric. B: when its last bit has left, in ns.</summary>
    HopWire = 203,

    /// <summary>A card received a frame.</summary>
    HopCardReceived = 204,

    /// <summary>A card raises the interrupt that tells of a frame.</summary>
    HopInterrupt = 205,

    /// <summary>The driver domain takes a frame off the card: its kernel work is queued.</summary>
    HopDriverQueued = 206,

    /// <summary>The driver domain passed a frame through its bridge.</summary>
    HopDriverDone = 207,

    /// <summary>The backend begins to copy a frame into the guest.</summary>
    HopBackendReceive = 208,

    /// <summary>The backend put a frame into the guest's receive ring.</summary>
    HopBackendReceived = 209,

    /// <summary>The frontend begins to take a frame off the receive ring: its kernel work is queued.</summary>
    HopGuestQueued = 210,

    /// <summary>The guest kernel hands a frame to its socket.</summary>
    HopGuestDone = 211,

    /// <summary>A request is queued at the application.</summary>
    HopApplicationQueued = 212,

    /// <summary>The application begins with a request.</summary>
    HopApplicationStarted = 213,

    /// <summary>The application, while it works on a request, loses its vCPU. B: 1 if the vCPU lost its core, 0 if the
    /// kernel or another task took over.</summary>
    HopApplicationPreempted = 214,

    /// <summary>The application goes on with a request.</summary>
    HopApplicationResumed = 215,

    /// <summary>The application is done with a request; the reply is queued for sending.</summary>
    HopApplicationDone = 216,

    /// <summary>The guest put a frame of the reply into the transmit ring. B: its sequence.</summary>
    HopGuestSent = 217,

    /// <summary>The backend begins to take a frame from the guest. B: its sequence.</summary>
    HopBackendTransmit = 218,

    /// <summary>A frame is queued for the token buckets. B: its sequence.</summary>
    HopShaperQueued = 219,

    /// <summary>A frame left the token buckets for the card. B: its sequence.</summary>
    HopShaperDone = 220,

    /// <summary>A card sends a frame. B: when its last bit has left, in ns.</summary>
    HopCardSent = 221,

    /// <summary>A frame was dropped. B: its sequence.</summary>
    HopDropped = 222,
}
