using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// What surrounds every scheduling policy, as in Xen's <c>sched/core.c</c>: it knows which vCPUs are runnable and which
/// one each pCPU runs, answers wake, block and yield, and reschedules pCPUs on request. Policies override the hooks.
/// </summary>
/// <remarks>
/// Rescheduling is one message to itself: it passes over pCPU 0..n−1 while any has its request pending, and repeats
/// until none has. It is sent when a handler left a request: phase 1, or 7 if that handler was a timer's, so that all
/// due timers come before it.
/// </remarks>
internal abstract partial class HostScheduler : LogicalProcess, IHostSchedulerView
{
    /// <summary>No vCPU, or no pCPU.</summary>
    public const int None = -1;

    /// <summary>The port that stands for no vCPU in a switch.</summary>
    public const ushort IdlePort = ushort.MaxValue;

    private readonly int _firstCore;
    private readonly VcpuPlacement[] _placements;
    private readonly MachineProfile _machine;
    private VcpuState[] _vcpus;
    private readonly PcpuSet _requests;
    private PcpuState[] _pcpus;
    private bool _rescheduleQueued;
    private bool _requested;
    private long _scheduleCalls;

    /// <summary>A scheduler of a host whose cores follow it in the order of identities.</summary>
    protected HostScheduler(int id, string name, HostPlan host, IReadOnlyList<VcpuPlacement> vcpus)
        : base(id, name)
    {
        var cores = host.Cores;
        _machine = host.Machine;
        _firstCore = id + 1;
        _placements = [.. vcpus];
        _vcpus = new VcpuState[vcpus.Count];
        _pcpus = new PcpuState[cores];
        _locks = new QueueLock[cores];
        _requests = new PcpuSet(cores);
        HardAffinity = [.. vcpus.Select(vcpu => PcpuSet.Of(cores, vcpu.Affinity))];
        SoftAffinity = [.. vcpus.Select(vcpu => PcpuSet.Of(cores, vcpu.SoftAffinity))];
        _announced = new PcpuSet(cores);
        foreach (ref var vcpu in _vcpus.AsSpan())
        {
            vcpu.Blocked = true;
            vcpu.LastPcpu = None;
        }

        foreach (ref var pcpu in _pcpus.AsSpan())
        {
            pcpu.Current = None;
        }
    }

    /// <inheritdoc/>
    public abstract string Policy { get; }

    /// <summary>How many decisions were taken.</summary>
    public long ScheduleCalls => _scheduleCalls;

    /// <summary>How often a capped domain's vCPU was parked.</summary>
    public virtual long Parks => 0;

    internal int PcpuCount => _pcpus.Length;

    internal int VcpuCount => _vcpus.Length;

    internal ReadOnlySpan<VcpuState> Vcpus => _vcpus;

    internal ReadOnlySpan<PcpuState> Pcpus => _pcpus;

    /// <summary>The pCPUs that are asked to reschedule and have not done so yet.</summary>
    protected PcpuSet Requests => _requests;

    /// <summary>The outbox of the message being handled.</summary>
    protected Outbox Out { get; private set; } = new();

    /// <summary>The instant of the message being handled, in ns.</summary>
    protected long Now { get; private set; }

    /// <summary>The pCPU on whose behalf the present message is handled ("this pCPU").</summary>
    protected int ThisPcpu { get; private set; }

    /// <summary>The first timer that a policy may use; those before it are the slice timers.</summary>
    protected int FirstPolicyTimer => _pcpus.Length;

    internal ref VcpuState Vcpu(int vcpu) => ref _vcpus[vcpu];

    internal VcpuPlacement Placement(int vcpu) => _placements[vcpu];

    /// <inheritdoc/>
    public IReadOnlyList<VcpuView> VcpusAt(VirtualTime now) =>
        [.. Enumerable.Range(0, VcpuCount).Select(vcpu => View(vcpu, now))];

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("decisions", _scheduleCalls);
        for (var pcpu = 0; pcpu < _pcpus.Length; pcpu++)
        {
            field($"pcpu{pcpu}.vcpu", _pcpus[pcpu].Current);
            field($"pcpu{pcpu}.switches", _pcpus[pcpu].Switches);
        }

        for (var vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            field($"vcpu{vcpu}.pcpu", _vcpus[vcpu].Pcpu);
            field($"vcpu{vcpu}.blocked", _vcpus[vcpu].Blocked ? 1 : 0);
            field($"vcpu{vcpu}.dispatches", _vcpus[vcpu].Dispatches);
            field($"vcpu{vcpu}.migrations", _vcpus[vcpu].Migrations);
        }
    }

    /// <inheritdoc/>
    protected sealed override void Handle(in Message message, Outbox outbox)
    {
        Out = outbox;
        Now = outbox.Now.Nanoseconds;
        ThisPcpu = 0;
        switch (message.Kind)
        {
            case MessageKind.Start:
                OnStart();
                break;
            case MessageKind.Wake:
                HandleWake(message.Port);
                break;
            case MessageKind.Block:
                _vcpus[message.Port].Blocked = true;
                OnBlock(message.Port);
                Request(_vcpus[message.Port].Pcpu);
                break;
            case MessageKind.Yield:
                _vcpus[message.Port].Yields++;
                OnYield(message.Port);
                Request(_vcpus[message.Port].Pcpu);
                break;
            case MessageKind.Reschedule:
                HandleReschedule();
                break;
            case MessageKind.TimeStolen:
                Burden(message.Port, message.A);
                OnTimeStolen(message.Port);
                break;
            case MessageKind.SliceEnd:
                Request(message.Port);
                break;
            case MessageKind.JobAnnounced:
                OnJobAnnounced(message.Port, message.A, message.B);
                break;
            case MessageKind.ActionAnnounced:
                OnActionAnnounced(message.Port, message.A, message.B);
                break;
            case MessageKind.SetHardAffinity:
            case MessageKind.SetSoftAffinity:
                HandleAffinity(message);
                break;
            default:
                OnMessage(message);
                break;
        }

        QueueReschedule();
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        state.Array(ref _vcpus);
        state.Array(ref _pcpus);
        state.Array(ref _locks);
        _requests.Transfer(state);
        state.Value(ref _timerLateness);
        state.Value(ref _rescheduleQueued);
        state.Value(ref _requested);
        state.Value(ref _scheduleCalls);
        TransferAffinity(state);
    }

    /// <summary>The vCPU that a pCPU runs, or <see cref="None"/>.</summary>
    protected int CurrentOf(int pcpu) => _pcpus[pcpu].Current;

    /// <summary>How long a pCPU's current vCPU has run since it was switched in.</summary>
    protected long RanSinceSwitch(int pcpu) => Now - _pcpus[pcpu].SwitchedInNanoseconds;

    /// <summary>Asks for a pass without naming a pCPU.</summary>
    protected void RequestPass() => _requested = true;

    /// <summary>Asks a pCPU to reschedule.</summary>
    protected void Request(int pcpu)
    {
        _requests.Add(pcpu);
        _requested = true;
    }

    /// <summary>Runs a piece of work on behalf of <paramref name="pcpu"/>.</summary>
    protected void ActOn(int pcpu) => ThisPcpu = pcpu;

    /// <summary>A vCPU with what the policy knows of it.</summary>
    protected virtual VcpuView View(int vcpu, VirtualTime now)
    {
        ref readonly var state = ref _vcpus[vcpu];
        return new VcpuView(
            vcpu,
            _placements[vcpu].Domain,
            state.Pcpu,
            state.Running,
            state.Blocked,
            Duration.FromNanoseconds(RuntimeOf(vcpu, now.Nanoseconds)),
            HardAffinity[vcpu].ToArray(),
            SoftAffinity[vcpu].ToArray());
    }

    /// <summary>Time that a vCPU has run so far, the present dispatch included.</summary>
    internal long RuntimeOf(int vcpu, long now)
    {
        ref readonly var state = ref _vcpus[vcpu];
        return state.RuntimeNanoseconds + (state.Running ? now - state.StateEntryNanoseconds : 0);
    }

    /// <summary>An interrupt took time from a pCPU.</summary>
    protected virtual void OnTimeStolen(int pcpu)
    {
    }

    /// <summary>By how much a slice ends later because of overheads; only where slices count progress.</summary>
    protected virtual long SliceExtension(int pcpu, int vcpu) => 0;

    private bool IsFromElsewhere(int vcpu, int pcpu) =>
        _vcpus[vcpu].LastPcpu != None && _vcpus[vcpu].LastPcpu != pcpu;

    private void HandleWake(int vcpu)
    {
        ref var state = ref _vcpus[vcpu];
        state.Wakes++;
        state.Blocked = false;
        if (state.Runnable)
        {
            ActOn(state.Pcpu);
            OnWake(vcpu);
        }
    }

    private void QueueReschedule()
    {
        if (!_requested || _rescheduleQueued)
        {
            return;
        }

        _rescheduleQueued = true;
        var phase = DecidesAfterTimers || Out.Phase == Phase.Timer ? Phase.RescheduleAfterTimers : Phase.Reschedule;
        Out.Remind(Out.Now, phase, 0, MessageKind.Reschedule);
    }

    private void HandleReschedule()
    {
        _rescheduleQueued = false;
        while (_requested)
        {
            BeforePass();
            _requested = false;
            for (var pcpu = _requests.NextFrom(0); pcpu != None; pcpu = _requests.NextFrom(pcpu + 1))
            {
                _requests.Remove(pcpu);
                Schedule(pcpu);
            }
        }
    }

    private void Schedule(int pcpu)
    {
        ActOn(pcpu);
        _scheduleCalls++;
        var next = Choose(pcpu, out var slice);
        var previous = _pcpus[pcpu].Current;
        var sharing = BurdenDecision(pcpu, previous, next);
        ArmSlice(pcpu, slice < 0 ? slice : slice + SliceExtension(pcpu, next));
        if (next == previous)
        {
            if (_machine.SchedulerInvocation > Duration.Zero && next != None)
            {
                Out.Send(_firstCore + pcpu, MessageKind.Continue, a: sharing);
            }

            return;
        }

        Switch(pcpu, previous, next, sharing);
        if (previous == None)
        {
            return;
        }

        OnContextSaved(previous);
        if (_vcpus[previous].Migrating)
        {
            FinishMigration(previous);
        }
    }

    private void Switch(int pcpu, int previous, int next, long sharing)
    {
        if (previous != None)
        {
            ref var left = ref _vcpus[previous];
            left.Running = false;
            left.RuntimeNanoseconds += Now - left.StateEntryNanoseconds;
            left.StateEntryNanoseconds = Now;
            if (left.Runnable)
            {
                left.Preemptions++;
            }
        }

        ref var state = ref _pcpus[pcpu];
        state.Current = next;
        state.Switches++;
        state.SwitchedInNanoseconds = Now;
        if (next == None)
        {
            Out.Send(_firstCore + pcpu, MessageKind.Switch, IdlePort, b: sharing << 1);
            return;
        }

        ref var entered = ref _vcpus[next];
        var comesFromElsewhere = IsFromElsewhere(next, pcpu);
        entered.Running = true;
        entered.StateEntryNanoseconds = Now;
        entered.Dispatches++;
        entered.Migrations += comesFromElsewhere ? 1 : 0;
        entered.LastPcpu = pcpu;
        Out.Send(
            _firstCore + pcpu,
            MessageKind.Switch,
            next,
            _placements[next].DomainComponent,
            (sharing << 1) | (comesFromElsewhere ? 1L : 0L));
    }

    private void FinishMigration(int vcpu)
    {
        ref var state = ref _vcpus[vcpu];
        state.Pcpu = ChoosePcpu(vcpu);
        state.Migrating = false;
        if (state.Runnable)
        {
            OnWake(vcpu);
        }
    }
}
