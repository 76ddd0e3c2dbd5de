using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>What a guest kernel offers to the applications of its domain.</summary>
internal interface IGuestKernel
{
    /// <summary>The identity of the domain: the source of its packets.</summary>
    int Id { get; }

    /// <summary>The outbox of the message being handled.</summary>
    Outbox Out { get; }

    /// <summary>The index on the host of one of the domain's vCPUs.</summary>
    int HostVcpu(int vcpu);

    /// <summary>
    /// The application has work from now on: it wakes up; or it goes on, if it has just completed a job.
    /// </summary>
    void Wake(GuestApplication application);

    /// <summary>
    /// Tells the host scheduler, by a hypercall, what resource the application's vCPU needs from its next work on. The
    /// caller counts what the hypercall costs as work of its own. Only variable-bandwidth servers take notice.
    /// </summary>
    void AnnounceAction(GuestApplication application, Duration period, Duration slice);

    /// <summary>Gives a packet to the stack; it is dropped if the stack's queue is full.</summary>
    void Send(in Packet packet);

    /// <summary>Whether the block layer takes another access to the domain's virtual disk.</summary>
    bool CanAccessDisk { get; }

    /// <summary>Gives the block layer an access, for which it has room.</summary>
    /// <param name="access">The access.</param>
    /// <param name="sector">Its first sector on the virtual disk.</param>
    void AccessDisk(in DiskAccess access, long sector);

    /// <summary>Has the block layer begin with what it was given; until then it merges.</summary>
    void SubmitDisk();

    /// <summary>Arms one of the application's timers; <see cref="VirtualTime.Never"/> cancels it.</summary>
    void ArmTimer(GuestApplication application, int timer, VirtualTime at);
}
