using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>
/// Xen's credit scheduler as of 4.23-dev (<c>xen/common/sched/credit.c</c> at c447b7308b13).
/// </summary>
/// <remarks>
/// Design: proportional share by credits that are handed out every timeslice (30 ms) by weight and burnt at 10 per
/// millisecond. A vCPU with credit is UNDER, one without is OVER; one that wakes with credit is boosted. Queues: one
/// per pCPU, first in first out within a priority; the idle vCPU stands last, always, and is not represented. Balance:
/// a pCPU whose best vCPU is OVER or none looks at the others' queues and steals a better one.
/// Defaults: timeslice 30 ms, tick 10 ms, rate limit 1 ms, load-balance rate limit 1 ms, as in Xen.
/// The differences from Xen, all off by default, are Ongaro's switches (<see cref="SchedulerPlan.Boost"/>,
/// <see cref="SchedulerPlan.Tickle"/>, <see cref="SchedulerPlan.SortByCredit"/>).
/// </remarks>
internal partial class CreditScheduler : HostScheduler
{
    private readonly int _threadsPerCore;
    private readonly int _threadsPerSocket;
    private readonly PcpuSet _all;
    private readonly PcpuSet[] _affinity;
    private readonly PcpuSet[] _softAffinity;
    private readonly IndexLists _queues;
    private readonly PcpuSet _idlers;
    private readonly PcpuSet _crowded;
    private readonly PcpuSet _urgent;
    private readonly PcpuSet _scratch;
    private bool[] _hasSoftAffinity;
    private bool[] _pinned;
    private CreditVcpu[] _credits;
    private CreditDomain[] _domains;
    private CreditPcpu[] _pcpus;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public CreditScheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<CreditDomain> domains)
        : base(id, name, host, vcpus)
    {
        Options = new CreditOptions(host.Scheduler);
        _threadsPerCore = host.ThreadsPerCore;
        _threadsPerSocket = host.CoresPerSocket == 0 ? host.Cores : host.CoresPerSocket * host.ThreadsPerCore;
        _all = PcpuSet.Of(host.Cores, []);
        _affinity = HardAffinity;
        _softAffinity = SoftAffinity;
        _hasSoftAffinity = [.. vcpus.Select((_, i) => IsUsefulSoftAffinity(i))];
        _pinned = [.. _affinity.Select(set => set.Count == 1)];
        _queues = new IndexLists(vcpus.Count, host.Cores);
        _idlers = PcpuSet.Of(host.Cores, []);
        _crowded = new PcpuSet(host.Cores);
        _urgent = new PcpuSet(host.Cores);
        _scratch = new PcpuSet(host.Cores);
        _candidates = new PcpuSet(host.Cores);
        _idleCandidates = new PcpuSet(host.Cores);
        _neighbours = new PcpuSet(host.Cores);
        _credits = new CreditVcpu[vcpus.Count];
        foreach (ref var credit in _credits.AsSpan())
        {
            credit.Priority = CreditPriority.Under;
        }

        _domains = [.. domains];
        _pcpus = new CreditPcpu[host.Cores];
        foreach (ref var pcpu in _pcpus.AsSpan())
        {
            pcpu.IdleBias = host.Cores - 1;
        }

        _activeDomains = new IndexLists(domains.Count, 1);
        _activeVcpus = new IndexLists(vcpus.Count, domains.Count);
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstFreeTimer;

    /// <summary>The first timer that this policy leaves to a derived one.</summary>
    protected int FirstFreeTimer => FirstPolicyTimer + 1 + PcpuCount;

    /// <inheritdoc/>
    public override string Policy => "credit";

    /// <inheritdoc/>
    public override long Parks => _parks;

    /// <summary>Constants and switches.</summary>
    protected CreditOptions Options { get; }

    /// <summary>The pCPUs that a vCPU may run on.</summary>
    protected PcpuSet AffinityOf(int vcpu) => _affinity[vcpu];

    /// <summary>The pCPUs that run nothing and were not asked to look for work.</summary>
    protected PcpuSet Idlers => _idlers;

    private int AccountingTimer => FirstPolicyTimer;

    private int TickTimer => FirstPolicyTimer + 1;

    internal ref CreditVcpu CreditOf(int vcpu) => ref _credits[vcpu];

    internal ref CreditDomain DomainOf(int vcpu) => ref _domains[Placement(vcpu).Domain];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            Vcpu(vcpu).Pcpu = IsFirstOfDomain(vcpu) ? FirstPcpu(vcpu) : _all.CycleAfter(Vcpu(vcpu - 1).Pcpu);
            Vcpu(vcpu).Pcpu = ChooseFirstPcpu(vcpu);
        }

        ArmTimers();
    }

    /// <summary>The pCPU of a domain's first vCPU before the policy's own choice.</summary>
    protected virtual int FirstPcpu(int vcpu) => 0;

    /// <summary>The policy's own choice for a new vCPU.</summary>
    protected virtual int ChooseFirstPcpu(int vcpu) => ChoosePcpu(vcpu);

    /// <summary>Arms accounting and ticks at time zero; the order decides among equal instants.</summary>
    protected virtual void ArmTimers()
    {
        ArmAccounting();
        ArmTicks();
    }

    /// <summary>Arms the tick of every pCPU.</summary>
    protected void ArmTicks()
    {
        for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
        {
            ArmTick(pcpu, Options.Tick);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Tick:
                ActOn(message.Port);
                Tick(message.Port);
                break;
            case MessageKind.Accounting:
                ArmAccounting();
                Account();
                break;
            case MessageKind.SetCredit:
                SetParameters(message.Port, (int)message.A, (int)message.B);
                break;
            default:
                SetOption(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        if (CurrentOf(Vcpu(vcpu).Pcpu) == vcpu || _queues.ListOf(vcpu) != IndexLists.None)
        {
            return;
        }

        ref var credit = ref _credits[vcpu];
        var moved = credit.Moved && !BoostsMoved;
        credit.Moved = false;
        if (Options.Boost && !moved && !credit.Parked && credit.Priority == CreditPriority.Under)
        {
            credit.Priority = CreditPriority.Boost;
        }

        Insert(vcpu);
        CountRunnable(Vcpu(vcpu).Pcpu, 1);
        TickleFor(vcpu);
    }

    /// <inheritdoc/>
    protected override void OnYield(int vcpu) => _credits[vcpu].Yielding = true;

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        var current = CurrentOf(pcpu);
        if (current != None)
        {
            Charge(current);
            _credits[current].ChargedFrom -= Now;
            if (KeepsCurrent(pcpu, current, out slice))
            {
                _credits[current].ChargedFrom += Now;
                return current;
            }

            if (Vcpu(current).Runnable)
            {
                Insert(current);
            }
            else
            {
                CountRunnable(pcpu, -1);
                _credits[current].Yielding = false;
            }
        }

        var next = TakeBest(pcpu);
        SetIdle(pcpu, current, next);
        if (next == None)
        {
            slice = IdleSlice;
            return None;
        }

        _credits[next].ChargedFrom += Now;
        slice = SliceOf(next);
        return next;
    }

    /// <summary>Whether a wake that only finishes a migration, or is a vCPU's first, earns a boost.</summary>
    protected virtual bool BoostsMoved => false;

    /// <summary>Charges the running vCPU for the time since it was last charged.</summary>
    protected virtual void Charge(int vcpu) => Burn(vcpu);

    /// <summary>How long a vCPU that is switched in may run.</summary>
    protected virtual long SliceOf(int vcpu) => Options.Timeslice;

    /// <summary>Whether an idle pCPU has no tick.</summary>
    protected virtual bool StopsIdleTicks => true;

    /// <summary>After how long an idle pCPU looks again; −1 for never.</summary>
    protected virtual long IdleSlice => -1;

    /// <summary>Whether a vCPU that enters a queue goes before one that waits there.</summary>
    protected virtual bool GoesBefore(int entering, int queued)
    {
        ref readonly var first = ref _credits[entering];
        ref readonly var second = ref _credits[queued];
        return first.Priority > second.Priority
            || (Options.SortByCredit && first.Priority == second.Priority && first.Credit > second.Credit);
    }

    /// <summary>Whether a pCPU whose best vCPU is not urgent may look at the others' queues now.</summary>
    protected virtual bool MayBalance(int pcpu, int best) =>
        Now - _pcpus[pcpu].LastBalanceNanoseconds > Options.LoadBalanceRatelimit;

    /// <summary>Whether the rate limit keeps the running vCPU, and for how long.</summary>
    protected virtual bool KeepsCurrent(int pcpu, int current, out long slice)
    {
        var ran = RanSinceSwitch(pcpu);
        slice = Math.Max(Options.Ratelimit - ran, 0);
        if (ran < CreditOptions.MinimumRemainder)
        {
            slice = CreditOptions.MinimumRemainder;
        }

        return ran < Options.Ratelimit && !_credits[current].Yielding && Vcpu(current).Runnable;
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        _queues.Transfer(state);
        _idlers.Transfer(state);
        _crowded.Transfer(state);
        _urgent.Transfer(state);
        state.Array(ref _hasSoftAffinity);
        state.Array(ref _pinned);
        Options.Transfer(state);
        state.Array(ref _credits);
        state.Array(ref _domains);
        state.Array(ref _pcpus);
        TransferAccounting(state);
    }

    /// <summary>The priority of a vCPU, or of the idle one.</summary>
    protected int PriorityOf(int vcpu) => vcpu == None ? CreditPriority.Idle : _credits[vcpu].Priority;

    /// <summary>Queues a vCPU on its pCPU: in front of the first entry with strictly lower priority.</summary>
    protected void Insert(int vcpu)
    {
        var queue = Vcpu(vcpu).Pcpu;
        if (_credits[vcpu].Priority > CreditPriority.Over)
        {
            _urgent.Add(queue);
        }

        var before = _queues.First(queue);
        while (before != None && !GoesBefore(vcpu, before))
        {
            before = _queues.Next(before);
        }

        // Who yields goes behind one entry of lower priority.
        if (_credits[vcpu].Yielding && before != None)
        {
            before = _queues.Next(before);
        }

        _queues.AddBefore(queue, vcpu, before);
    }

    /// <summary>The first vCPU that waits for a pCPU, or <see cref="HostScheduler.None"/>.</summary>
    protected int FirstOf(int pcpu) => _queues.First(pcpu);

    /// <summary>Whether a vCPU waits in a queue.</summary>
    protected bool IsQueued(int vcpu) => _queues.ListOf(vcpu) != IndexLists.None;

    /// <summary>Takes a waiting vCPU out of its queue; its pCPU no longer counts it.</summary>
    protected void Withdraw(int vcpu)
    {
        Dequeue(vcpu);
        CountRunnable(Vcpu(vcpu).Pcpu, -1);
    }

    private void CountRunnable(int pcpu, int change)
    {
        _pcpus[pcpu].Runnable += change;
        if (_pcpus[pcpu].Runnable > 1)
        {
            _crowded.Add(pcpu);
        }
        else
        {
            _crowded.Remove(pcpu);
        }
    }

    /// <summary>Takes a vCPU out of its queue.</summary>
    protected void Dequeue(int vcpu)
    {
        _queues.Remove(vcpu);
        _credits[vcpu].Yielding = false;
    }

    private int TakeBest(int pcpu)
    {
        var best = _queues.First(pcpu);
        ref var state = ref _pcpus[pcpu];
        if (PriorityOf(best) <= CreditPriority.Over && MayBalance(pcpu, best))
        {
            state.LastBalanceNanoseconds = Now;
            var stolen = Steal(pcpu, PriorityOf(best));
            if (stolen != None)
            {
                return stolen;
            }
        }

        if (best != None)
        {
            Dequeue(best);
        }

        return best;
    }

    /// <summary>Keeps idlers and ticks in step with what a pCPU runs next.</summary>
    private void SetIdle(int pcpu, int current, int next)
    {
        if (next == None)
        {
            _idlers.Add(pcpu);
            if (current != None && StopsIdleTicks)
            {
                Out.Cancel(TickTimer + pcpu);
            }
        }
        else
        {
            _idlers.Remove(pcpu);
            if (current == None && StopsIdleTicks)
            {
                ArmTick(pcpu, Options.Tick - (Now % Options.Tick));
            }
        }
    }

    private void ArmTick(int pcpu, long delay) =>
        Out.Arm(
            TickTimer + pcpu,
            Expiry(Out.Now + Duration.FromNanoseconds(delay)),
            Phase.Timer,
            0,
            MessageKind.Tick,
            pcpu);
}
