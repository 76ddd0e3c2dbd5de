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
    private const long DefaultPeriod = 10_000_000;
    private const long DefaultBudget = 4_000_000;

    private readonly PcpuSet[] _affinity;
    private readonly IndexLists _queue;
    private readonly PcpuSet _tickled;
    private readonly PcpuSet _candidates;
    private RtdsVcpu[] _servers;

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
        _affinity = [.. vcpus.Select(vcpu => PcpuSet.Of(host.Cores, vcpu.Affinity))];
        _queue = new IndexLists(vcpus.Count, 2);
        _replenishments = new IndexLists(vcpus.Count, 2);
        _tickled = new PcpuSet(host.Cores);
        _candidates = new PcpuSet(host.Cores);
        _servers = [.. plans.Select(plan => plan.Period == Duration.Zero
            ? new RtdsVcpu { Period = DefaultPeriod, Budget = DefaultBudget, ExtraTime = true }
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

    private static int RunQueue => 0;

    private static int DepletedQueue => 1;

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

        if (next == None)
        {
            slice = -1;
            return None;
        }

        if (next != current)
        {
            _queue.Remove(next);
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
    protected override int ChoosePcpu(int vcpu) => Allowed(vcpu, Vcpu(vcpu).Pcpu);

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) => base.View(vcpu, now) with
    {
        Period = Duration.FromNanoseconds(_servers[vcpu].Period),
        Slice = Duration.FromNanoseconds(_servers[vcpu].Budget),
    };

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        _queue.Transfer(state);
        _replenishments.Transfer(state);
        _tickled.Transfer(state);
        state.Array(ref _servers);
    }

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

    private bool IsQueued(int vcpu) => _queue.ListOf(vcpu) != IndexLists.None;

    private void Enqueue(int vcpu)
    {
        if (_servers[vcpu].Remaining <= 0 && !_servers[vcpu].ExtraTime)
        {
            _queue.AddFirst(DepletedQueue, vcpu);
            return;
        }

        var before = _queue.First(RunQueue);
        while (before != None && Compare(vcpu, before) <= 0)
        {
            before = _queue.Next(before);
        }

        _queue.AddBefore(RunQueue, vcpu, before);
    }

    private int FirstFor(int pcpu)
    {
        var first = _queue.First(RunQueue);
        while (first != None && !_affinity[first].Contains(pcpu))
        {
            first = _queue.Next(first);
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
        _candidates.CopyFrom(_affinity[vcpu]);
        _candidates.Except(_tickled);
        var lowest = None;
        var home = Vcpu(vcpu).Pcpu;
        var pcpu = _candidates.Contains(home) ? home : _candidates.CycleAfter(home);
        for (; pcpu != None; pcpu = _candidates.CycleAfter(pcpu))
        {
            var current = CurrentOf(pcpu);
            if (current == None)
            {
                Tickle(pcpu);
                return;
            }

            lowest = lowest == None || Compare(current, lowest) < 0 ? current : lowest;
            _candidates.Remove(pcpu);
        }

        if (lowest != None && Compare(lowest, vcpu) < 0)
        {
            Tickle(Vcpu(lowest).Pcpu);
        }
    }

    private void Tickle(int pcpu)
    {
        _tickled.Add(pcpu);
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
}
