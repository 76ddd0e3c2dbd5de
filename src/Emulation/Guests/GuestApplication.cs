using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Guests;

/// <summary>Something that runs in a domain with a guest kernel: one task, and its sockets.</summary>
internal abstract class GuestApplication
{
    /// <summary>Timers that an application may have armed at once.</summary>
    public const int Timers = 2;

    /// <summary>More work than any run can do: about 73 years.</summary>
    public const long Endless = long.MaxValue >> 2;

    private long _remaining;
    private long _vcpu;

    /// <summary>An application that sleeps.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="vcpu">The domain's vCPU on which it begins.</param>
    protected GuestApplication(int index, int vcpu)
    {
        Index = index;
        _vcpu = vcpu;
    }

    /// <summary>Its number in the domain.</summary>
    public int Index { get; }

    /// <summary>The domain's vCPU on which it runs, waits, or last ran; the guest's balancer sets it.</summary>
    public int Vcpu
    {
        get => (int)_vcpu;
        set => _vcpu = value;
    }

    /// <summary>Whether the guest's balancer leaves it on its vCPU.</summary>
    public bool Bound { get; init; } = true;

    /// <summary>Whether it is a thread of the kernel, whose time is the kernel's.</summary>
    public virtual bool IsKernel => false;

    /// <summary>What is left of the job at the head, in ns.</summary>
    public ref long Remaining => ref _remaining;

    /// <summary>The domain starts.</summary>
    public abstract void Start(IGuestKernel kernel);

    /// <summary>The job at the head is complete; the application sleeps unless it is woken again in here.</summary>
    public virtual void Complete(IGuestKernel kernel) =>
        Invariant.Holds(false, $"application {Index} has jobs");

    /// <summary>The job at the head was given CPU time that ends now.</summary>
    public virtual void Ran(IGuestKernel kernel, long nanoseconds)
    {
    }

    /// <summary>One of its timers fired.</summary>
    public virtual void TimerFired(IGuestKernel kernel, int timer) =>
        Invariant.Holds(false, $"application {Index} has timers");

    /// <summary>Whether one of its sockets takes this packet.</summary>
    public virtual bool Takes(in Packet packet) => false;

    /// <summary>A packet arrived at one of its sockets.</summary>
    public virtual void Receive(IGuestKernel kernel, in Packet packet)
    {
    }

    /// <summary>One of its accesses to the virtual disk is complete.</summary>
    public virtual void DiskDone(IGuestKernel kernel, in DiskAccess access) =>
        Invariant.Holds(false, $"application {Index} uses the disk");

    /// <summary>The block layer may have room for another access.</summary>
    public virtual void DiskReady(IGuestKernel kernel)
    {
    }

    /// <summary>It was given its vCPU, or it lost it; only called where somebody watches.</summary>
    /// <param name="kernel">The guest kernel.</param>
    /// <param name="runs">Whether it runs from now on.</param>
    /// <param name="lostCore">If not: whether its vCPU lost its core.</param>
    public virtual void ObserveRun(IGuestKernel kernel, bool runs, bool lostCore)
    {
    }

    /// <summary>Saves or loads it.</summary>
    public virtual void Transfer(StateTransfer state)
    {
        state.Value(ref _remaining);
        state.Value(ref _vcpu);
    }
}
