using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Null;

/// <summary>Xen's null scheduler (<c>xen/common/sched/null.c</c>), by its documented rules.</summary>
/// <remarks>
/// Design: each pCPU belongs to at most one vCPU and each vCPU to at most one pCPU, for as long as both exist; no
/// timer, no preemption, no choice at run time. Queues: vCPUs without a pCPU wait in the order of the plan. No vCPU
/// leaves a host while it runs here, so no pCPU is ever released and those that wait never run; a scenario that places
/// more vCPUs than pCPUs shows it. Affinity is honoured when pCPUs are given out; soft affinity first, as in Xen.
/// </remarks>
internal sealed class NullScheduler : HostScheduler
{
    private readonly PcpuSet[] _affinity;
    private readonly PcpuSet[] _softAffinity;
    private int[] _owner;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public NullScheduler(int id, string name, HostPlan host, IReadOnlyList<VcpuPlacement> vcpus)
        : base(id, name, host, vcpus)
    {
        _affinity = [.. vcpus.Select(vcpu => PcpuSet.Of(host.Cores, vcpu.Affinity))];
        _softAffinity = [.. vcpus.Select(vcpu => PcpuSet.Of(host.Cores, vcpu.SoftAffinity))];
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
    protected override int ChoosePcpu(int vcpu) => Vcpu(vcpu).Pcpu;

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        state.Array(ref _owner);
    }

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
