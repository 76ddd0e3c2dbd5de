using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Rtds;

/// <summary>
/// Xen's real-time deferrable server scheduler as of 4.23-dev (<c>xen/common/sched/rt.c</c> at c447b7308b13).
/// </summary>
/// <remarks>
/// Design: global EDF. Every vCPU is a deferrable server (period, budget): it burns budget only while it runs, keeps it
/// while it sleeps, and gets a new one at each deadline. With extra time, a used-up budget is refilled at once one
/// priority level lower, until the deadline. Queues: one run queue per host by (level, deadline), later ones behind
/// equals; one list of those without budget; one queue of replenishments with one timer. Running vCPUs stand in the
/// queue of replenishments only. Balance: none is needed, since whoever waits asks the best pCPU to reschedule.
/// Defaults: 4 ms in 10 ms with extra time, as in Xen; no admission control, no tick, no rate limit. Replenishments
/// are ordered by deadline, unlike in Xen (<see cref="ReplenishmentOrder"/>), so that a server gets what it reserved.
/// </remarks>
internal sealed partial class RtdsScheduler : HostScheduler
{
    private readonly PcpuSet[] _affinity;
    private readonly IndexHeap _queue;
    private readonly IndexLists _depleted;
    private readonly PcpuSet _all;
    private readonly PcpuSet _idle;
    private readonly PcpuSet _tickled;
    private readonly PcpuSet _candidates;
    private readonly Tournament<LowestOrder> _lowest;
    private RtdsVcpu[] _servers;
    private int[] _next;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public RtdsScheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<VcpuPlan> plans)
        : base(id, name, host, vcpus)
    {
        _ordersByLevel = host.Scheduler.ReplenishmentOrder == ReplenishmentOrder.Upstream;
        _affinity = HardAffinity;
        _queue = new IndexHeap(vcpus.Count);
        _depleted = new IndexLists(vcpus.Count, 1);
        _upstream = new IndexLists(vcpus.Count, 1);
        _replenishments = new IndexHeap(vcpus.Count);
        _replenished = new int[vcpus.Count];
        _all = PcpuSet.Of(host.Cores, []);
        _idle = PcpuSet.Of(host.Cores, []);
        _tickled = new PcpuSet(host.Cores);
        _lowest = new Tournament<LowestOrder>(host.Cores, new LowestOrder(this));
        _next = new int[host.Cores];
        Array.Fill(_next, None);
        _candidates = new PcpuSet(host.Cores);
        _servers = [.. plans.Select(plan => plan.Period == Duration.Zero
            ? new RtdsVcpu
            {
                Period = RtdsDefaults.Period.Nanoseconds,
                Budget = RtdsDefaults.Budget.Nanoseconds,
                ExtraTime = RtdsDefaults.ExtraTime,
            }
            : new RtdsVcpu
            {
                Period = plan.Period.Nanoseconds,
                Budget = plan.Slice.Nanoseconds,
                ExtraTime = plan.ExtraCredit,
            })];
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstPolicyTimer + 1;

    /// <inheritdoc/>
    public override string Policy => "rtds";

    internal ref readonly RtdsVcpu ServerOf(int vcpu) => ref _servers[vcpu];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            var home = IsFirstOfDomain(vcpu) ? 0 : (Vcpu(vcpu - 1).Pcpu + 1) % PcpuCount;
            Vcpu(vcpu).Pcpu = Allowed(vcpu, home);
            _servers[vcpu].Replenish(Now);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Replenish:
                ReplenishDue();
                break;
            case MessageKind.SetReservation:
                SetReservation(message.Port, message.A, message.B);
                break;
            case MessageKind.SetVcpuReservation:
                _servers[message.Port].Period = message.A;
                _servers[message.Port].Budget = message.B >> 1;
                _servers[message.Port].ExtraTime = (message.B & 1) != 0;
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        if (CurrentOf(Vcpu(vcpu).Pcpu) == vcpu || IsQueued(vcpu))
        {
            return;
        }

        if (Now >= _servers[vcpu].Deadline)
        {
            _servers[vcpu].Replenish(Now);
        }

        AwaitReplenishment(vcpu);
        Enqueue(vcpu);
        TickleFor(vcpu);
    }

    /// <inheritdoc/>
    protected override void OnYield(int vcpu)
    {
        // Only the rescheduling request that every yield makes.
    }

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        _tickled.Remove(pcpu);
        var current = CurrentOf(pcpu);
        if (current != None)
        {
            Burn(ref _servers[current]);
        }

        var next = FirstFor(pcpu);
        if (current != None && Vcpu(current).Runnable && _servers[current].Remaining > 0
            && (next == None || Compare(current, next) > 0))
        {
            next = current;
        }

        _next[pcpu] = next;
        _lowest.Update(pcpu, isEmpty: next == None);
        if (next == None)
        {
            _idle.Add(pcpu);
            slice = -1;
            return None;
        }

        _idle.Remove(pcpu);
        if (next != current)
        {
            Dequeue(next);
            Vcpu(next).Pcpu = pcpu;
        }

        _servers[next].ChargedFrom = Now;
        slice = _servers[next].Remaining;
        return next;
    }

    /// <inheritdoc/>
    protected override void OnContextSaved(int vcpu)
    {
        if (Vcpu(vcpu).Runnable)
        {
            Enqueue(vcpu);
            TickleFor(vcpu);
        }
        else
        {
            ForgetReplenishment(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override int LockOf(int pcpu) => 0;

    /// <inheritdoc/>
    protected override int ScannedBy(int pcpu) => _queue.Count;

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu)
    {
        Dequeue(vcpu);
        ForgetReplenishment(vcpu);
    }

    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu) => Allowed(vcpu, Vcpu(vcpu).Pcpu);

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) => base.View(vcpu, now) with
    {
        Period = Duration.FromNanoseconds(_servers[vcpu].Period),
        Slice = Duration.FromNanoseconds(_servers[vcpu].Budget),
        ExtraTime = _servers[vcpu].ExtraTime,
    };

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        _queue.Transfer(state);
        _depleted.Transfer(state);
        _upstream.Transfer(state);
        _replenishments.Transfer(state);
        _tickled.Transfer(state);
        _idle.Transfer(state);
        state.Array(ref _servers);
        state.Array(ref _next);
        if (state.Loading)
        {
            _lowest.Clear();
            for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
            {
                Rank(pcpu);
            }
        }
    }

    /// <summary>Ranks a pCPU by what it runs; one that was asked to reschedule is not asked again.</summary>
    private void Rank(int pcpu) => _lowest.Update(pcpu, isEmpty: _next[pcpu] == None || _tickled.Contains(pcpu));

    /// <summary>Positive if the first vCPU has the higher priority, 0 among equals.</summary>
    private int Compare(int left, int right)
    {
        ref readonly var first = ref _servers[left];
        ref readonly var second = ref _servers[right];
        return first.Level != second.Level
            ? second.Level.CompareTo(first.Level)
            : second.Deadline.CompareTo(first.Deadline);
    }

    private void Burn(ref RtdsVcpu server)
    {
        server.Remaining -= Now - server.ChargedFrom;
        server.ChargedFrom = Now;
        if (server.Remaining > 0)
        {
            return;
        }

        if (server.ExtraTime)
        {
            server.Level++;
            server.Remaining = server.Budget;
        }
        else
        {
            server.Remaining = 0;
            server.Depleted = true;
        }
    }

    private bool IsQueued(int vcpu) => _queue.Contains(vcpu) || _depleted.ListOf(vcpu) != IndexLists.None;

    private void Enqueue(int vcpu)
    {
        if (_servers[vcpu].Remaining <= 0 && !_servers[vcpu].ExtraTime)
        {
            _depleted.AddFirst(0, vcpu);
            return;
        }

        _queue.Add(vcpu, _servers[vcpu].Level, _servers[vcpu].Deadline);
    }

    private void Dequeue(int vcpu)
    {
        if (_queue.Contains(vcpu))
        {
            _queue.Remove(vcpu);
        }
        else
        {
            _depleted.Remove(vcpu);
        }
    }

    /// <summary>The first that may run here: O(1) where all may, O(waiting) where the first one may not.</summary>
    private int FirstFor(int pcpu)
    {
        var first = _queue.First;
        if (first == None || _affinity[first].Contains(pcpu))
        {
            return first;
        }

        first = None;
        for (var i = 0; i < _queue.Count; i++)
        {
            var vcpu = _queue.ItemAt(i);
            if (_affinity[vcpu].Contains(pcpu) && (first == None || _queue.IsBefore(vcpu, first)))
            {
                first = vcpu;
            }
        }

        return first;
    }

    private int Allowed(int vcpu, int pcpu) =>
        _affinity[vcpu].Contains(pcpu) ? pcpu : _affinity[vcpu].CycleAfter(pcpu);

    /// <summary>
    /// Asks one pCPU to reschedule for a vCPU: an idle one, else that of the lowest priority if lower.
    /// </summary>
    private void TickleFor(int vcpu)
    {
        var home = Vcpu(vcpu).Pcpu;
        _candidates.CopyFrom(_affinity[vcpu]);
        _candidates.Except(_tickled);
        _candidates.And(_idle);
        var pcpu = _candidates.CycleAfter(home - 1);
        if (pcpu != None)
        {
            Tickle(pcpu);
            return;
        }

        pcpu = _affinity[vcpu].Includes(_all) ? _lowest.FirstFrom(home) : LowestAllowed(vcpu, home);
        if (pcpu != None && Compare(CurrentOf(pcpu), vcpu) < 0)
        {
            Tickle(pcpu);
        }
    }

    /// <summary>The allowed pCPU that runs the lowest priority, the first one from <paramref name="home"/>; O(cores).
    /// </summary>
    private int LowestAllowed(int vcpu, int home)
    {
        _candidates.CopyFrom(_affinity[vcpu]);
        _candidates.Except(_tickled);
        var lowest = None;
        var pcpu = _candidates.CycleAfter(home - 1);
        for (; pcpu != None; pcpu = _candidates.CycleAfter(pcpu))
        {
            lowest = lowest == None || Compare(CurrentOf(pcpu), CurrentOf(lowest)) < 0 ? pcpu : lowest;
            _candidates.Remove(pcpu);
        }

        return lowest;
    }

    private void Tickle(int pcpu)
    {
        _tickled.Add(pcpu);
        Rank(pcpu);
        Request(pcpu);
    }

    private void SetReservation(int domain, long period, long budget)
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            if (Placement(vcpu).Domain == domain)
            {
                _servers[vcpu].Period = period;
                _servers[vcpu].Budget = budget;
            }
        }
    }

    /// <summary>Of what pCPUs run, the lowest priority stands first.</summary>
    private readonly struct LowestOrder : ITournamentOrder
    {
        private readonly RtdsScheduler _scheduler;

        public LowestOrder(RtdsScheduler scheduler) => _scheduler = scheduler;

        public bool Exceeds(int place, int other) =>
            _scheduler.Compare(_scheduler._next[place], _scheduler._next[other]) < 0;
    }
}
