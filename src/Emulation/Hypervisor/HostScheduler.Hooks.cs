using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <content>What a policy decides, and what it is told.</content>
internal abstract partial class HostScheduler
{
    /// <inheritdoc/>
    public virtual ReservationAnswer CanReserve(int vcpu, Duration period, Duration slice, VirtualTime now) =>
        new(false, None, 0);

    /// <inheritdoc/>
    public virtual ReservationAnswer CanPin(int vcpu, IReadOnlyList<int> pcpus, VirtualTime now) => new(true, None, 0);

    /// <inheritdoc/>
    public virtual SchedulerParameters Parameters => new();

    /// <summary>Whether every decision waits for all completions, releases and timers of its instant.</summary>
    protected virtual bool DecidesAfterTimers => false;

    /// <summary>Called before each pass over the pCPUs that are to reschedule; may request more of them.</summary>
    protected virtual void BeforePass()
    {
    }

    /// <summary>Assigns every vCPU its first pCPU and arms the policy's timers.</summary>
    protected abstract void OnStart();

    /// <summary>A vCPU became runnable; it may already be current.</summary>
    protected abstract void OnWake(int vcpu);

    /// <summary>A vCPU has no work left; it holds its core until the next decision.</summary>
    protected virtual void OnBlock(int vcpu)
    {
    }

    /// <summary>A vCPU is about to give way.</summary>
    protected abstract void OnYield(int vcpu);

    /// <summary>A guest told of the job at the head of a vCPU's work; most policies do not care.</summary>
    protected virtual void OnJobAnnounced(int vcpu, long deadline, long release)
    {
    }

    /// <summary>A guest told of the resource that its next action needs; most policies do not care.</summary>
    protected virtual void OnActionAnnounced(int vcpu, long period, long slice)
    {
    }

    /// <summary>A timer or command of the policy's own.</summary>
    protected abstract void OnMessage(in Message message);

    /// <summary>Chooses what a pCPU runs next, and for how long (ns; −1 for no limit).</summary>
    protected abstract int Choose(int pcpu, out long slice);

    /// <summary>Chooses a new pCPU for a vCPU that is to be moved; the choice is committed.</summary>
    protected abstract int ChoosePcpu(int vcpu);

    /// <summary>A vCPU was switched off its pCPU and may now run anywhere.</summary>
    protected virtual void OnContextSaved(int vcpu)
    {
    }

    /// <summary>Keeps a vCPU from being runnable, or lets it be so again; queues are the policy's to mend.</summary>
    protected void SetPaused(int vcpu, bool paused)
    {
        ref var state = ref _vcpus[vcpu];
        if (state.Paused != paused)
        {
            state.Paused = paused;
            Out.Observe(MessageKind.ObservedPaused, vcpu, paused ? 1 : 0);
        }
    }

    /// <summary>Whether a vCPU is vCPU 0 of its domain.</summary>
    protected bool IsFirstOfDomain(int vcpu) => vcpu == 0 || _placements[vcpu].Domain != _placements[vcpu - 1].Domain;
}
