using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Null;

/// <summary>Xen's null scheduler (<c>xen/common/sched/null.c</c>), by its documented rules.</summary>
/// <remarks>
/// Design: each pCPU belongs to at most one vCPU and each vCPU to at most one pCPU, for as long as both exist; no
/// timer, no preemption, no choice at run time. Queues: vCPUs without a pCPU wait in the order of the plan. A pCPU is
/// released only when a change of affinity moves its vCPU away; the first that waits and may run there takes it.
/// Affinity is honoured whenever pCPUs are given out; soft affinity first, as in Xen.
/// </remarks>
internal sealed class NullScheduler : HostScheduler
{
    private readonly PcpuSet[] _affinity;
    private readonly PcpuSet[] _softAffinity;
    private readonly IndexLists _waiting;
    private int[] _owner;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public NullScheduler(int id, string name, HostPlan host, IReadOnlyList<VcpuPlacement> vcpus)
        : base(id, name, host, vcpus)
    {
        _affinity = HardAffinity;
        _softAffinity = SoftAffinity;
        _waiting = new IndexLists(vcpus.Count, 1);
        _owner = [.. Enumerable.Repeat(None, host.Cores)];
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstPolicyTimer;

    /// <inheritdoc/>
    public override string Policy => "null";

    /// <summary>The vCPU to which a pCPU belongs, or <see cref="HostScheduler.None"/>.</summary>
    internal int OwnerOf(int pcpu) => _owner[pcpu];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            var pcpu = FreePcpu(vcpu);
            Vcpu(vcpu).Pcpu = Math.Max(pcpu, 0);
            if (pcpu != None)
            {
                _owner[pcpu] = vcpu;
            }
            else
            {
                _waiting.AddLast(0, vcpu);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message) =>
        Invariant.Holds(false, $"{Name} understands {message.Kind}");

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        if (_owner[Vcpu(vcpu).Pcpu] == vcpu)
        {
            Request(Vcpu(vcpu).Pcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnYield(int vcpu)
    {
        // There is nobody to give way to.
    }

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        slice = -1;
        var owner = _owner[pcpu];
        return owner != None && Vcpu(owner).Runnable ? owner : None;
    }

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu)
    {
        // Nobody queues for a pCPU that is somebody's own.
    }

    /// <summary>Moves a vCPU to a pCPU of its own, or among those that wait.</summary>
    protected override int ChoosePcpu(int vcpu)
    {
        var present = Vcpu(vcpu).Pcpu;
        var mine = _owner[present] == vcpu;
        var soft = HasSoftAffinity(vcpu);
        if (mine && _affinity[vcpu].Contains(present) && (!soft || _softAffinity[vcpu].Contains(present)))
        {
            return present;
        }

        var free = FreePcpu(vcpu);
        if (mine && _affinity[vcpu].Contains(present) && (free == None || !_softAffinity[vcpu].Contains(free)))
        {
            return present;
        }

        if (mine)
        {
            Release(present);
        }

        if (free == None)
        {
            if (_waiting.ListOf(vcpu) == IndexLists.None)
            {
                _waiting.AddLast(0, vcpu);
            }

            return _affinity[vcpu].CycleAfter(None);
        }

        Assign(free, vcpu);
        return free;
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        state.Array(ref _owner);
        _waiting.Transfer(state);
    }

    /// <summary>Gives a pCPU to the first that waits and prefers it, else to the first that may run on it.</summary>
    private void Release(int pcpu)
    {
        _owner[pcpu] = None;
        var heir = FirstWaiting(pcpu, soft: true);
        heir = heir == None ? FirstWaiting(pcpu, soft: false) : heir;
        if (heir != None)
        {
            Assign(pcpu, heir);
            Vcpu(heir).Pcpu = pcpu;
            Request(pcpu);
        }
    }

    private void Assign(int pcpu, int vcpu)
    {
        _owner[pcpu] = vcpu;
        if (_waiting.ListOf(vcpu) != IndexLists.None)
        {
            _waiting.Remove(vcpu);
        }
    }

    private int FirstWaiting(int pcpu, bool soft)
    {
        var vcpu = _waiting.First(0);
        while (vcpu != None && !(_affinity[vcpu].Contains(pcpu)
            && (!soft || (HasSoftAffinity(vcpu) && _softAffinity[vcpu].Contains(pcpu)))))
        {
            vcpu = _waiting.Next(vcpu);
        }

        return vcpu;
    }

    private bool HasSoftAffinity(int vcpu) =>
        !_softAffinity[vcpu].Includes(_affinity[vcpu]) && _softAffinity[vcpu].Intersects(_affinity[vcpu]);

    /// <summary>The lowest free pCPU that the vCPU prefers, else the lowest free one that it may run on.</summary>
    private int FreePcpu(int vcpu)
    {
        var allowed = None;
        for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
        {
            if (_owner[pcpu] == None && _affinity[vcpu].Contains(pcpu))
            {
                if (_softAffinity[vcpu].Contains(pcpu))
                {
                    return pcpu;
                }

                allowed = allowed == None ? pcpu : allowed;
            }
        }

        return allowed;
    }
}
