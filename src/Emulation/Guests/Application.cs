using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Guests;

/// <summary>Something that runs in a domain: it has jobs, and each job needs CPU time of one vCPU.</summary>
internal abstract class Application
{
    /// <summary>Work without end.</summary>
    public const long Endless = long.MaxValue;

    private long _remaining;

    /// <summary>An application without work.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="vcpu">The vCPU of the domain that it runs on.</param>
    protected Application(int index, int vcpu)
    {
        Index = index;
        Vcpu = vcpu;
    }

    /// <summary>Its number in the domain.</summary>
    public int Index { get; }

    /// <summary>The vCPU of the domain that it runs on.</summary>
    public int Vcpu { get; }

    /// <summary>What is left of the job at the head, in ns, or <see cref="Endless"/>.</summary>
    public ref long Remaining => ref _remaining;

    /// <summary>Whether a job waits or runs.</summary>
    public abstract bool HasWork { get; }

    /// <summary>The domain starts.</summary>
    public abstract void Start(IGuest guest);

    /// <summary>Its release timer fired.</summary>
    public abstract void Release(IGuest guest);

    /// <summary>The job at the head is complete. Returns whether the vCPU is to yield.</summary>
    public abstract bool Complete(IGuest guest);

    /// <summary>Its vCPU was given a core.</summary>
    public virtual void Dispatched(IGuest guest)
    {
    }

    /// <summary>Another vCPU's job released one of this application's.</summary>
    /// <param name="guest">The domain.</param>
    /// <param name="originNanoseconds">When the first request of the chain was released.</param>
    public virtual void Chained(IGuest guest, long originNanoseconds) =>
        Invariant.Holds(false, $"application {Index} takes chained releases");

    /// <summary>The deadline of one of its jobs has come.</summary>
    /// <param name="guest">The domain.</param>
    /// <param name="releasedNanoseconds">When that job was released.</param>
    public virtual void DeadlineCame(IGuest guest, long releasedNanoseconds) =>
        Invariant.Holds(false, $"application {Index} drops late jobs");

    /// <summary>Saves or loads it.</summary>
    public virtual void Transfer(StateTransfer state) => state.Value(ref _remaining);
}
