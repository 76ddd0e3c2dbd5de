using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>
/// Xen's credit2 scheduler, its default since 4.12, by its documented rules (the head comments of
/// <c>xen/common/sched/credit2.c</c> and the command-line reference, 4.23-dev).
/// </summary>
/// <remarks>
/// Design: proportional share by credit that burns while a vCPU runs, the faster the lighter it is, and is given to
/// everybody of a run queue when the best of them has none left. Nobody is boosted: who sleeps keeps its credit, and so
/// comes before who ran. Queues: one for all pCPUs of a socket (<see cref="RunQueueMap"/>), by decreasing credit, later
/// ones behind equals. Balance: inside a run queue by asking pCPUs to reschedule; between run queues by moving vCPUs at
/// resets, so that the average loads come together. Caps are budgets of whole domains, replenished every 10 ms; who
/// finds none is parked. Defaults: as in Xen.
/// Invariants: credit is never below −10 ms, and at most 10.5 ms after a reset; a waiting vCPU is runnable; a run
/// queue's load is the number of its vCPUs that run or wait; no pCPU idles, unasked, while a vCPU waits in its run
/// queue that may run there.
/// </remarks>
internal sealed partial class Credit2Scheduler : HostScheduler
{
    private readonly Credit2Options _options;
    private readonly RunQueueMap _map;
    private readonly PcpuSet[] _affinity;
    private readonly PcpuSet[] _softAffinity;
    private readonly IndexLists _waiting;
    private readonly PcpuSet _idle;
    private readonly PcpuSet _tickled;
    private readonly PcpuSet _mask;
    private Credit2Vcpu[] _credits;
    private Credit2Domain[] _domains;
    private Credit2RunQueue[] _queues;
    private long _ratelimit;

    /// <summary>A scheduler of a host that is about to start.</summary>
    /// <param name="id">The identity.</param>
    /// <param name="name">The path.</param>
    /// <param name="host">The host.</param>
    /// <param name="vcpus">Its vCPUs.</param>
    /// <param name="domains">The first vCPU of each domain, which says the domain's weight and cap.</param>
    public Credit2Scheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<VcpuPlan> domains)
        : base(id, name, host, vcpus)
    {
        _options = new Credit2Options(host.Scheduler.Credit2);
        _ratelimit = host.Scheduler.Ratelimit.Nanoseconds;
        _map = new RunQueueMap(host);
        _affinity = HardAffinity;
        _softAffinity = SoftAffinity;
        _waiting = new IndexLists(vcpus.Count, _map.Count);
        _members = new IndexLists(vcpus.Count, _map.Count);
        _parked = new IndexLists(vcpus.Count, domains.Count);
        _idle = PcpuSet.Of(host.Cores, []);
        _tickled = new PcpuSet(host.Cores);
        _mask = new PcpuSet(host.Cores);
        _candidates = new PcpuSet(host.Cores);
        _credits = new Credit2Vcpu[vcpus.Count];
        foreach (ref var credit in _credits.AsSpan())
        {
            credit.Credit = Credit2Options.InitialCredit;
            credit.Queue = credit.NextQueue = credit.Tickled = None;
            credit.Load = LoadAverage.OfOne(-1);
        }

        _queues = new Credit2RunQueue[_map.Count];
        for (var queue = 0; queue < _queues.Length; queue++)
        {
            _queues[queue].MaxWeight = 1;
            _queues[queue].PickBias = _map.PcpusOf(queue).CycleAfter(None);
        }

        _domains = [.. domains.Select((vcpu, domain) => new Credit2Domain
        {
            Vcpus = vcpus.Count(one => one.Domain == domain),
            FirstVcpu = vcpus.TakeWhile(one => one.Domain != domain).Count(),
            Weight = vcpu.Weight,
        })];
        _capsAtStart = [.. domains.Select(vcpu => vcpu.CapPercent)];
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstPolicyTimer + _domains.Length;

    /// <inheritdoc/>
    public override string Policy => "credit2";

    /// <inheritdoc/>
    public override SchedulerParameters Parameters => new()
    {
        HasRatelimit = true,
        Ratelimit = Duration.FromNanoseconds(_ratelimit),
    };

    /// <inheritdoc/>
    public override long Parks => _parks;

    /// <summary>The least time that a vCPU runs before it is preempted, in ns; 0 for none.</summary>
    internal long RatelimitNanoseconds => _ratelimit;

    internal RunQueueMap Map => _map;

    internal ref readonly Credit2Vcpu CreditOf(int vcpu) => ref _credits[vcpu];

    internal ref readonly Credit2RunQueue Queue(int queue) => ref _queues[queue];

    /// <summary>Whether a vCPU waits in its run queue.</summary>
    internal bool IsWaiting(int vcpu) => _waiting.ListOf(vcpu) != IndexLists.None;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        base.Describe(field);
        field("ratelimitNanoseconds", _ratelimit);
        for (var queue = 0; queue < _queues.Length; queue++)
        {
            field($"queue{queue}.load", _queues[queue].Load);
            field($"queue{queue}.resets", _queues[queue].Resets);
        }

        for (var vcpu = 0; vcpu < _credits.Length; vcpu++)
        {
            field($"vcpu{vcpu}.queue", _credits[vcpu].Queue);
            field($"vcpu{vcpu}.creditNanoseconds", _credits[vcpu].Credit);
            field($"vcpu{vcpu}.parked", Vcpu(vcpu).Paused ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    protected override void OnStart()
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            Vcpu(vcpu).Pcpu = ChoosePcpu(vcpu);
        }

        for (var domain = 0; domain < _domains.Length; domain++)
        {
            SetCap(domain, _capsAtStart[domain]);
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
            case MessageKind.SetCredit:
                SetWeight(message.Port, (int)message.A);
                SetCap(message.Port, (int)message.B);
                break;
            case MessageKind.SetRatelimit:
                _ratelimit = message.A;
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        if (!Vcpu(vcpu).Running && !IsWaiting(vcpu))
        {
            TrackLoad(vcpu, 1);
            Enqueue(vcpu);
            TickleFor(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnBlock(int vcpu)
    {
        // A vCPU that was preempted in the instant in which its work ended waits no longer.
        if (IsWaiting(vcpu))
        {
            Withdraw(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu) => Withdraw(vcpu);

    /// <inheritdoc/>
    protected override void OnYield(int vcpu) => _credits[vcpu].Yielding = true;

    /// <inheritdoc/>
    protected override void OnContextSaved(int vcpu)
    {
        var returned = ReturnBudget(vcpu);
        if (Vcpu(vcpu).Runnable)
        {
            Enqueue(vcpu);
            TickleFor(vcpu);
        }
        else
        {
            TrackLoad(vcpu, -1);
        }

        if (returned)
        {
            Unpark(Placement(vcpu).Domain);
        }
    }

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now)
    {
        ref readonly var domain = ref _domains[Placement(vcpu).Domain];
        return base.View(vcpu, now) with { Weight = domain.Weight, CapPercent = domain.Cap };
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        _waiting.Transfer(state);
        _members.Transfer(state);
        _parked.Transfer(state);
        _idle.Transfer(state);
        _tickled.Transfer(state);
        state.Array(ref _credits);
        state.Array(ref _domains);
        state.Array(ref _queues);
        state.Value(ref _ratelimit);
        state.Value(ref _parks);
    }

    /// <summary>Queues a vCPU behind all that have as much credit.</summary>
    private void Enqueue(int vcpu)
    {
        var queue = _credits[vcpu].Queue;
        var before = _waiting.First(queue);
        while (before != None && _credits[vcpu].Credit <= _credits[before].Credit)
        {
            before = _waiting.Next(before);
        }

        _waiting.AddBefore(queue, vcpu, before);
    }

    /// <summary>Takes a vCPU out of the queue that is not runnable any more.</summary>
    private void Withdraw(int vcpu)
    {
        _waiting.Remove(vcpu);
        TrackLoad(vcpu, -1);
    }

    /// <summary>Whether a vCPU prefers some of the pCPUs that it may run on.</summary>
    private bool HasSoftAffinity(int vcpu) =>
        !_softAffinity[vcpu].Includes(_affinity[vcpu]) && _softAffinity[vcpu].Intersects(_affinity[vcpu]);

    private void SetWeight(int domain, int weight)
    {
        ref var state = ref _domains[domain];
        state.Weight = weight;
        for (var vcpu = state.FirstVcpu; vcpu < state.FirstVcpu + state.Vcpus; vcpu++)
        {
            UpdateMaxWeight(_credits[vcpu].Queue);
        }
    }
}
