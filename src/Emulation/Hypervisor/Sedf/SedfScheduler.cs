using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Sedf;

/// <summary>
/// Xen's simple earliest deadline first scheduler as of 4.0.0 (<c>xen/common/sched_sedf.c</c>).
/// </summary>
/// <remarks>
/// Design: EDF on each pCPU by (period, slice); what no slice claims is extra time, given in quanta of 500 µs.
/// Queues, of each pCPU: those whose period has begun, by deadline (the one that runs among them); those whose period
/// is to come, by its begin; those who lost a slice to a short block (L0); those who take part in extra time (L1).
/// Balance: none, a vCPU stays where it was placed. Defaults: no slice, period 100 ms, extra time, as in Xen for all
/// domains but the first. Not here: latency scaling and domains driven by weight.
/// </remarks>
internal partial class SedfScheduler : HostScheduler
{
    private const long DefaultPeriod = 100_000_000;
    private const long IdleSlice = 1_000_000_000;

    private readonly PcpuSet[] _affinity;
    private readonly IndexLists _queues;
    private SedfVcpu[] _servers;
    private long[] _sliceExpires;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public SedfScheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<VcpuPlan> plans)
        : base(id, name, host, vcpus)
    {
        _affinity = HardAffinity;
        _queues = new IndexLists(vcpus.Count, 2 * host.Cores);
        _penalty = new IndexLists(vcpus.Count, host.Cores);
        _utilisation = new IndexLists(vcpus.Count, host.Cores);
        _sliceExpires = new long[host.Cores];
        _servers = [.. plans.Select(plan => plan.Period == Duration.Zero
            ? new SedfVcpu { Period = DefaultPeriod, ExtraTime = true, ExtraWeight = 1, Asleep = true }
            : new SedfVcpu
            {
                Period = plan.Period.Nanoseconds,
                Slice = plan.Slice.Nanoseconds,
                ExtraTime = plan.ExtraCredit,
                ExtraWeight = plan.Slice == Duration.Zero ? 1 : 0,
                Asleep = true,
            })];
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstPolicyTimer;

    /// <inheritdoc/>
    public override string Policy => "sedf";

    internal ref readonly SedfVcpu ServerOf(int vcpu) => ref _servers[vcpu];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            var home = IsFirstOfDomain(vcpu) ? LeastPopulated(vcpu) : (Vcpu(vcpu - 1).Pcpu + 1) % PcpuCount;
            Vcpu(vcpu).Pcpu = _affinity[vcpu].Contains(home) ? home : ChoosePcpu(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message)
    {
        Invariant.Holds(message.Kind == MessageKind.SetReservation, $"{Name} understands {message.Kind}");
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            if (Placement(vcpu).Domain == message.Port)
            {
                _servers[vcpu].Period = message.A;
                _servers[vcpu].Slice = message.B;
                _servers[vcpu].ExtraWeight = message.B == 0 ? 1 : 0;
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (IsQueued(vcpu))
        {
            return;
        }

        server.Asleep = false;
        if (server.Deadline == 0)
        {
            server.Deadline = Now + server.Slice;
        }

        if (Now < server.PeriodBegin)
        {
            if (server.WantsPenalty)
            {
                JoinPenalty(vcpu);
            }
        }
        else if (Now < server.Deadline)
        {
            MissPeriod(vcpu);
        }
        else
        {
            var slept = (Now - server.Deadline) / server.Period;
            OnSliceUnused(vcpu, Math.Max(server.Slice - server.Used, 0) + (slept * server.Slice));
            server.Deadline = Now + server.Period;
            server.Used = UsedAtBegin(vcpu, 0);
        }

        if (server.ExtraTime)
        {
            JoinUtilisation(vcpu, 0);
        }

        Enqueue(vcpu);
        var pcpu = Vcpu(vcpu).Pcpu;
        if (ShouldSwitch(pcpu, CurrentOf(pcpu), server))
        {
            Request(pcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnYield(int vcpu)
    {
        // Only the rescheduling request that every yield makes.
    }

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        var current = CurrentOf(pcpu);
        if (current != None)
        {
            Leave(current);
        }

        BeginPeriods(pcpu);
        var next = _queues.First(Runnable(pcpu));
        var waiting = _queues.First(Waiting(pcpu));
        var nextBegin = waiting == None ? long.MaxValue : _servers[waiting].PeriodBegin;
        if (next != None)
        {
            slice = Math.Min(_servers[next].Slice - _servers[next].Used, nextBegin - Now);
        }
        else if (waiting != None)
        {
            next = ChooseExtra(pcpu, nextBegin, out slice);
        }
        else
        {
            slice = IdleSlice;
        }

        if (next != None)
        {
            _servers[next].StartedAt = Now;
        }

        _sliceExpires[pcpu] = Now + slice;
        return next;
    }

    /// <summary>What of a vCPU's slice is used up when a period begins for it, in ns.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="carried">What it ran beyond the slice before, in ns.</param>
    protected virtual long UsedAtBegin(int vcpu, long carried) => carried;

    /// <summary>A vCPU wakes up after its period: it did not use its slice in it, nor those of periods after it.
    /// </summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="unused">What it left of all of them, in ns.</param>
    protected virtual void OnSliceUnused(int vcpu, long unused)
    {
    }

    /// <inheritdoc/>
    protected override bool PlacesAnewAlways => false;

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu)
    {
        _servers[vcpu].Asleep = true;
        _queues.Remove(vcpu);
        LeaveExtraQueues(vcpu);
    }

    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu) => _affinity[vcpu].CycleAfter(PcpuCount - 1);

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) => base.View(vcpu, now) with
    {
        Period = Duration.FromNanoseconds(_servers[vcpu].Period),
        Slice = Duration.FromNanoseconds(_servers[vcpu].Slice),
        ExtraTime = _servers[vcpu].ExtraTime,
    };

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        _queues.Transfer(state);
        _penalty.Transfer(state);
        _utilisation.Transfer(state);
        state.Array(ref _servers);
        state.Array(ref _sliceExpires);
    }

    private static int Runnable(int pcpu) => 2 * pcpu;

    private static int Waiting(int pcpu) => (2 * pcpu) + 1;

    private bool IsQueued(int vcpu) => _queues.ListOf(vcpu) != IndexLists.None;

    private int LeastPopulated(int before)
    {
        var population = new int[PcpuCount];
        for (var vcpu = 0; vcpu < before; vcpu++)
        {
            population[Vcpu(vcpu).Pcpu]++;
        }

        var best = 0;
        for (var pcpu = 1; pcpu < PcpuCount; pcpu++)
        {
            best = population[pcpu] <= population[best] ? pcpu : best;
        }

        return best;
    }

    /// <summary>Queues a vCPU by its deadline, or by the begin of its period where that is to come.</summary>
    private void Enqueue(int vcpu)
    {
        if (_servers[vcpu].PeriodBegin > Now)
        {
            EnqueueWaiting(vcpu);
        }
        else
        {
            EnqueueRunnable(vcpu);
        }
    }

    private void EnqueueWaiting(int vcpu)
    {
        var queue = Waiting(Vcpu(vcpu).Pcpu);
        var before = _queues.First(queue);
        while (before != None && _servers[vcpu].PeriodBegin >= _servers[before].PeriodBegin)
        {
            before = _queues.Next(before);
        }

        _queues.AddBefore(queue, vcpu, before);
    }

    private void EnqueueRunnable(int vcpu)
    {
        var queue = Runnable(Vcpu(vcpu).Pcpu);
        var before = _queues.First(queue);
        while (before != None && _servers[vcpu].Deadline >= _servers[before].Deadline)
        {
            before = _queues.Next(before);
        }

        _queues.AddBefore(queue, vcpu, before);
    }

    /// <summary>Whether a woken vCPU is worth a decision before the present slice ends.</summary>
    private bool ShouldSwitch(int pcpu, int current, in SedfVcpu woken)
    {
        if (current == None || woken.PeriodBegin < _sliceExpires[pcpu])
        {
            return true;
        }

        return _servers[current].Time switch
        {
            SedfTime.Penalty => woken.WantsPenalty && woken.PenaltyScore < _servers[current].PenaltyScore,
            SedfTime.Utilisation => woken.WantsPenalty,
            _ => false,
        };
    }

    /// <summary>Accounts for the time that a vCPU has just run, and queues it for what comes next.</summary>
    private void Leave(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (!Vcpu(vcpu).Runnable)
        {
            server.Asleep = true;
            server.BlockedAt = Now;
        }

        if (server.Time != SedfTime.Guaranteed)
        {
            LeaveExtra(vcpu);
        }
        else
        {
            LeaveGuaranteed(vcpu);
        }
    }

    private void LeaveGuaranteed(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        server.Used += Now - server.StartedAt;
        if (server.Used < server.Slice && !server.Asleep)
        {
            return;
        }

        _queues.Remove(vcpu);
        if (server.Used >= server.Slice)
        {
            server.Used = UsedAtBegin(vcpu, server.Used - server.Slice);
            server.Deadline += server.Period;
        }

        if (server.Asleep)
        {
            LeaveExtraQueues(vcpu);
        }
        else
        {
            EnqueueWaiting(vcpu);
        }
    }

    /// <summary>Moves those whose period has begun, and those who should not be among the runnable.</summary>
    private void BeginPeriods(int pcpu)
    {
        var vcpu = _queues.First(Waiting(pcpu));
        while (vcpu != None && _servers[vcpu].PeriodBegin <= Now)
        {
            var next = _queues.Next(vcpu);
            _queues.Remove(vcpu);
            EnqueueRunnable(vcpu);
            vcpu = next;
        }

        vcpu = _queues.First(Runnable(pcpu));
        while (vcpu != None && IsMisplaced(_servers[vcpu]))
        {
            // The successor in the list as it was: whoever is moved behind it is looked at again.
            var next = _queues.Next(vcpu);
            Replace(vcpu);
            vcpu = next;
        }
    }

    private bool IsMisplaced(in SedfVcpu server) =>
        server.Slice == 0 || server.Deadline < Now || server.Used > server.Slice;

    private void Replace(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        _queues.Remove(vcpu);
        server.Deadline += server.Period;
        if (server.Slice == 0)
        {
            server.Deadline += PeriodsToReach(Now - server.PeriodBegin, server.Period);
            EnqueueWaiting(vcpu);
            return;
        }

        server.Deadline += PeriodsToReach(Now - server.Deadline, server.Period);
        server.Used = UsedAtBegin(vcpu, 0);
        Enqueue(vcpu);
    }

    /// <summary>Whole periods that cover what is missing, rounded up; none if nothing is.</summary>
    private static long PeriodsToReach(long missing, long period) =>
        missing > 0 ? (missing + period - 1) / period * period : 0;
}
