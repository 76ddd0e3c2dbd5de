using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor;

/// <content>Where vCPUs may run, and what follows when that is changed.</content>
internal abstract partial class HostScheduler
{
    private readonly PcpuSet _announced;

    /// <summary>The pCPUs that each vCPU may run on; never empty. The sets stay, their members change.</summary>
    protected PcpuSet[] HardAffinity { get; }

    /// <summary>The pCPUs that each vCPU prefers; without any that it may run on, they mean nothing.</summary>
    protected PcpuSet[] SoftAffinity { get; }

    /// <summary>
    /// Whether every change of affinity places a vCPU anew (Xen 4.5 and later), or only one that leaves its pCPU out.
    /// </summary>
    protected virtual bool PlacesAnewAlways => true;

    /// <summary>Whether a vCPU may be confined to these pCPUs; what it has reserved must still fit.</summary>
    protected virtual bool MayPin(int vcpu, PcpuSet pcpus) => true;

    /// <summary>A vCPU that waits is about to be moved, or stopped: it leaves all queues.</summary>
    protected abstract void OnSleep(int vcpu);

    /// <summary>A vCPU's affinity is another. It is placed anew, as in Xen's <c>vcpu_set_affinity</c>: one that runs
    /// leaves its pCPU first.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="hard">Whether its hard affinity changed, or its soft one.</param>
    protected virtual void OnAffinityChanged(int vcpu, bool hard)
    {
        if (PlacesAnewAlways || !HardAffinity[vcpu].Contains(_vcpus[vcpu].Pcpu))
        {
            PlaceAnew(vcpu);
        }
    }

    /// <summary>Lets the policy choose a pCPU for a vCPU, at once or, where it runs, when its context is saved.
    /// </summary>
    protected void PlaceAnew(int vcpu)
    {
        ref var state = ref _vcpus[vcpu];
        var waits = state.Runnable && !state.Running;
        state.Migrating = true;
        ActOn(state.Pcpu);
        if (state.Running)
        {
            Request(state.Pcpu);
            return;
        }

        if (waits)
        {
            OnSleep(vcpu);
        }

        FinishMigration(vcpu);
    }

    private void HandleAffinity(in Message message)
    {
        var word = checked((int)message.A);
        if (word == 0)
        {
            _announced.Clear();
        }

        _announced.SetWord(word, unchecked((ulong)message.B));
        var vcpu = message.Port;
        var hard = message.Kind == MessageKind.SetHardAffinity;
        if (!_announced.IsLastWord(word) || (hard && (_announced.IsEmpty || !MayPin(vcpu, _announced))))
        {
            // Whoever commanded was told so before; a rival command may have taken the room since.
            return;
        }

        (hard ? HardAffinity : SoftAffinity)[vcpu].CopyFrom(_announced);
        OnAffinityChanged(vcpu, hard);
    }

    private void TransferAffinity(StateTransfer state)
    {
        _announced.Transfer(state);
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            HardAffinity[vcpu].Transfer(state);
            SoftAffinity[vcpu].Transfer(state);
        }
    }
}
