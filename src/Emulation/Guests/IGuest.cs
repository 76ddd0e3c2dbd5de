using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>What a domain offers to the applications inside it.</summary>
internal interface IGuest
{
    /// <summary>The outbox of the message being handled.</summary>
    Outbox Out { get; }

    /// <summary>Whether a vCPU of the domain holds a core.</summary>
    bool IsOnCore(int vcpu);

    /// <summary>An application has work again: wakes its vCPU, or puts the work behind what it has.</summary>
    void WorkArrived(int application);

    /// <summary>Arms the application's release timer.</summary>
    void ArmRelease(int application, VirtualTime at);

    /// <summary>The job at an application's head was dropped; a core may be working on it.</summary>
    void WorkWithdrawn(int application);

    /// <summary>Has the application told when the deadline of one of its jobs comes.</summary>
    void ArmDeadline(VirtualTime at, int application, long releasedNanoseconds);

    /// <summary>Tells the host scheduler what work stands at the head of a vCPU.</summary>
    void Announce(MessageKind kind, int vcpu, long a, long b);

    /// <summary>The index of a vCPU on the host.</summary>
    int HostVcpu(int vcpu);
}
