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

    /// <summary>The index of a vCPU on the host.</summary>
    int HostVcpu(int vcpu);
}
