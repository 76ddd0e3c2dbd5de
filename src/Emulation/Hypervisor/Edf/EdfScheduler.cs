using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>
/// Earliest deadline first: partitioned, where each core schedules the vCPUs whose home it is, or global, where one
/// queue serves all cores. Each vCPU has a server (<see cref="EdfServer"/>) that sets its deadline.
/// </summary>
/// <remarks>
/// Order: deadline; whoever runs goes on among equals; then, by default if partitioned, the earlier release of the job
/// at the head; then the lower vCPU. Decisions are taken once an instant, after all its completions, releases and
/// timers, for then
/// the order of what coincides cannot matter. vCPUs without reservation stand behind every deadline and take turns of
/// one timeslice. Queues: sorted; insertion O(waiting by deadline), decision O(log cores) where
/// every core is allowed, O(cores) where not.
/// Placement, global: who runs stays; others take their last core if it is free, else the lowest free one.
/// </remarks>
internal sealed partial class EdfScheduler : HostScheduler
{
    private readonly SchedulerPlan _plan;
    private readonly bool _isGlobal;
    private readonly bool _releaseFirst;
    private readonly PcpuSet[] _allowed;
    private readonly IndexLists _queues;
    private readonly PcpuSet _free;
    private readonly PcpuSet _own;
    private readonly Tournament<LatestOrder> _latest;
    private EdfServerState[] _servers;
    private int[] _home;
    private int[] _next;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public EdfScheduler(
        int id, string name, HostPlan host, IReadOnlyList<VcpuPlacement> vcpus, IReadOnlyList<VcpuPlan> plans)
        : base(id, name, host, vcpus)
    {
        _plan = host.Scheduler;
        _isGlobal = _plan.Kind == SchedulerKind.GlobalEdf;
        _releaseFirst = _plan.EarlierReleaseFirst ?? !_isGlobal;
        _allowed = HardAffinity;
        _queues = new IndexLists(vcpus.Count, _isGlobal ? 1 : host.Cores);
        _home = new int[vcpus.Count];
        _next = new int[host.Cores];
        Array.Fill(_next, None);
        _free = PcpuSet.Of(host.Cores, []);
        _own = new PcpuSet(host.Cores);
        _latest = new Tournament<LatestOrder>(_isGlobal ? host.Cores : 1, new LatestOrder(this));
        _servers = [.. plans.Select(plan => new EdfServerState
        {
            Kind = plan.Server ?? _plan.Server,
            Period = plan.Period.Nanoseconds,
            Slice = plan.Slice.Nanoseconds,
            CapPeriod = plan.Period.Nanoseconds,
            CapSlice = plan.Slice.Nanoseconds,
            ExtraTime = plan.ExtraCredit,
        })];
    }

    /// <inheritdoc/>
    public override string Policy => _isGlobal ? "global-edf" : "edf";

    /// <inheritdoc/>
    public override int TimerCount => FirstPolicyTimer + VcpuCount;

    /// <inheritdoc/>
    protected override bool DecidesAfterTimers => true;

    internal ref readonly EdfServerState ServerOf(int vcpu) => ref _servers[vcpu];

    internal int HomeOf(int vcpu) => _home[vcpu];

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        base.Describe(field);
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            field($"vcpu{vcpu}.periodNanoseconds", _servers[vcpu].Period);
            field($"vcpu{vcpu}.sliceNanoseconds", _servers[vcpu].Slice);
            field($"vcpu{vcpu}.budgetNanoseconds", _servers[vcpu].Budget);
        }
    }

    /// <inheritdoc/>
    protected override void OnStart()
    {
        AssignHomes();
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            Vcpu(vcpu).Pcpu = _home[vcpu];
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Replenish:
                Replenish(message.Port);
                break;
            case MessageKind.SetEdf:
                SetReservation(message.Port, message.A, message.B);
                break;
            case MessageKind.SetCredit:
                // Weights and caps mean nothing here.
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        if (IsCurrent(vcpu))
        {
            // It blocked in this very instant; what it ran belongs to the work before.
            Charge(vcpu);
            _servers[vcpu].LostTurn = true;
        }

        WakeServer(vcpu);
        Compete(vcpu);
    }

    /// <inheritdoc/>
    protected override void OnBlock(int vcpu)
    {
        // A guest may drop the work of a vCPU that waits for its core.
        if (_queues.ListOf(vcpu) != IndexLists.None)
        {
            _queues.Remove(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnYield(int vcpu) => _servers[vcpu].LostTurn = true;

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        slice = -1;
        var next = _next[pcpu];
        if (next == None)
        {
            return None;
        }

        if (CurrentOf(pcpu) != next)
        {
            if (Vcpu(next).Running)
            {
                // It leaves another core in this very pass; the next pass places it.
                Enqueue(next);
                SetNext(pcpu, None);
                Request(pcpu);
                return None;
            }

            Vcpu(next).Pcpu = pcpu;
            _servers[next].ChargedFrom = Now;
        }

        slice = SliceOf(next);
        return next;
    }

    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu) => _home[vcpu];

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) =>
        base.View(vcpu, now) with
        {
            Period = Duration.FromNanoseconds(_servers[vcpu].Period),
            Slice = Duration.FromNanoseconds(_servers[vcpu].Slice),
            ExtraTime = _servers[vcpu].ExtraTime,
        };

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        state.Array(ref _servers);
        state.Array(ref _home);
        state.Array(ref _next);
        _queues.Transfer(state);
        _departed.Transfer(state);
        _free.Transfer(state);
        if (state.Loading && _isGlobal)
        {
            _latest.Clear();
            for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
            {
                _latest.Update(pcpu, isEmpty: _next[pcpu] == None);
            }
        }
    }

    private bool IsCurrent(int vcpu) => CurrentOf(Vcpu(vcpu).Pcpu) == vcpu;

    private int QueueOf(int vcpu) => _isGlobal ? 0 : _home[vcpu];

    private long SliceOf(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (server.InForeground)
        {
            return server.UsesBudget ? server.Budget : -1;
        }

        if (server.TurnEnd == 0)
        {
            server.TurnEnd = Now + _plan.Timeslice.Nanoseconds;
        }

        return server.TurnEnd - Now;
    }

    /// <summary>Puts a vCPU that may run where it competes for a core, and asks for a decision.</summary>
    private void Compete(int vcpu)
    {
        if (!Vcpu(vcpu).Runnable)
        {
            return;
        }

        if (IsCurrent(vcpu))
        {
            Request(Vcpu(vcpu).Pcpu);
            return;
        }

        if (_queues.ListOf(vcpu) != IndexLists.None)
        {
            _queues.Remove(vcpu);
        }

        Enqueue(vcpu);
        if (_isGlobal)
        {
            RequestPass();
        }
        else
        {
            Request(_home[vcpu]);
        }
    }

    /// <summary>Withdraws a vCPU that may not run from the queue, or asks its core to let it go.</summary>
    private void Withdraw(int vcpu)
    {
        if (_queues.ListOf(vcpu) != IndexLists.None)
        {
            _queues.Remove(vcpu);
        }

        if (IsCurrent(vcpu))
        {
            Request(Vcpu(vcpu).Pcpu);
        }
    }
}
