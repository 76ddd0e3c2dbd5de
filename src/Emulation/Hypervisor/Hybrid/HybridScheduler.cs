using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Credit;
using Xenisol.Emulation.Hypervisor.Edf;

namespace Xenisol.Emulation.Hypervisor.Hybrid;

/// <summary>
/// The hybrid EDF-credit scheduler of Payer, Röck and Kirsch, <i>Get What You Pay For</i>.
/// </summary>
/// <remarks>
/// Design: each pCPU has one queue with two kinds of entries. An EDF-vCPU has (period, slice) and is a hard
/// constant-bandwidth server on a home core, where admission guarantees its slice in every period; EDF-vCPUs go before
/// credit-vCPUs, the earliest deadline first, and no rate limit holds them up. Credit-vCPUs share what is left: the
/// credits handed out are the time that EDF left in the last accounting period, so that weights keep their meaning.
/// Queues: credit's, with one priority above boost. Balance: credit's stealing, for credit-vCPUs only; a credit-vCPU
/// that an EDF-vCPU displaces is offered to an idle pCPU at once, and an idle pCPU looks for work without rate limit,
/// so that none idles while a credit-vCPU waits. EDF-vCPUs change their home only when admission needs room.
/// Defaults: limit 90 % of each core, so that credit never starves (the theory allows 100 %); no extra time, since a
/// customer gets what was paid for, not more. A slice counts what its vCPU computes: decisions, switches, refills and
/// interrupts are the provider's, and come out of what admission leaves of a core.
/// </remarks>
internal sealed partial class HybridScheduler : CreditScheduler
{
    private const long NanosecondsPerCredit = 100_000;
    private readonly SchedulerPlan _plan;
    private EdfVcpu[] _edf;
    private int[] _home;
    private long _edfTime;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public HybridScheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<CreditDomain> domains,
        IReadOnlyList<VcpuPlan> plans)
        : base(id, name, host, vcpus, domains)
    {
        _plan = host.Scheduler;
        _home = new int[vcpus.Count];
        _edf = [.. plans.Select(plan => new EdfVcpu
        {
            Period = plan.Period.Nanoseconds,
            Slice = plan.Slice.Nanoseconds,
            ExtraCredit = plan.ExtraCredit,
        })];
    }

    /// <inheritdoc/>
    public override int TimerCount => FirstFreeTimer + VcpuCount;

    /// <inheritdoc/>
    public override string Policy => "hybrid";

    /// <inheritdoc/>
    /// <remarks>Twice what credit leaves: a reservation that interrupts a timeslice makes it longer, and whoever was
    /// beyond its share pays it back.</remarks>
    protected override int MostDebt => 2 * Options.CreditsPerTimeslice;

    /// <inheritdoc/>
    protected override int CreditsPerPeriod =>
        (int)Math.Max(base.CreditsPerPeriod - (_lastEdfTime / NanosecondsPerCredit), 0);

    internal ref readonly EdfVcpu EdfOf(int vcpu) => ref _edf[vcpu];

    internal int HomeOf(int vcpu) => _home[vcpu];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        AssignHomes();
        base.OnStart();
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
            case MessageKind.Accounting:
                _lastEdfTime = TakeEdfTime();
                base.OnMessage(message);
                break;
            default:
                base.OnMessage(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnWake(int vcpu)
    {
        ref var edf = ref _edf[vcpu];
        if (!edf.IsReserved || CurrentOf(Vcpu(vcpu).Pcpu) == vcpu)
        {
            base.OnWake(vcpu);
            return;
        }

        if (!edf.Depleted)
        {
            if (edf.HasChange && Now >= edf.ChangeFrom && edf.BeginsAt(Now))
            {
                // A new period begins, so the old parameters have had theirs.
                Out.Cancel(FirstFreeTimer + vcpu);
                ApplyChange(vcpu);
                if (!edf.IsReserved)
                {
                    BecomeCredit(vcpu);
                    return;
                }

                edf.Begin(Now);
            }

            edf.Wake(Now);
            if (edf.HasChange)
            {
                // The wake may have begun a period: the change comes at its end.
                ArmReplenishment(vcpu, edf.Deadline);
            }

            CreditOf(vcpu).Priority = CreditPriority.Edf;
            Vcpu(vcpu).Pcpu = _home[vcpu];
        }

        base.OnWake(vcpu);
    }

    /// <summary>Who yields on its reservation gives way to no credit-vCPU: a guest that spins would else lose its
    /// slice to somebody's whole timeslice.</summary>
    protected override void OnYield(int vcpu)
    {
        if (!_edf[vcpu].HasBudget)
        {
            base.OnYield(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void Charge(int vcpu)
    {
        ref var edf = ref _edf[vcpu];
        if (!edf.HasBudget)
        {
            base.Charge(vcpu);
            return;
        }

        ref var credit = ref CreditOf(vcpu);
        _edfTime += Now - credit.ChargedFrom;
        credit.ChargedFrom = Now;
        var progress = ProgressClock(Vcpu(vcpu).Pcpu);
        edf.Budget -= progress - edf.ChargedAt;
        edf.ChargedAt = progress;
        if (edf.Budget <= 0)
        {
            Deplete(vcpu);
        }
    }

    /// <summary>Charges a vCPU that runs on its reservation; if the slice is used up, its core decides anew.</summary>
    private void ChargeReserved(int pcpu, int vcpu)
    {
        var deadline = _edf[vcpu].Deadline;
        Charge(vcpu);
        if (_edf[vcpu].Depleted || _edf[vcpu].Deadline != deadline)
        {
            Request(pcpu);
        }
    }

    /// <inheritdoc/>
    protected override long SliceOf(int vcpu) =>
        _edf[vcpu].HasBudget ? _edf[vcpu].Budget : base.SliceOf(vcpu);

    /// <inheritdoc/>
    protected override long SliceExtension(int pcpu, int vcpu) =>
        vcpu != None && _edf[vcpu].HasBudget ? OverheadLeft(pcpu) : 0;

    /// <inheritdoc/>
    protected override void OnTimeStolen(int pcpu)
    {
        var current = CurrentOf(pcpu);
        if (current != None && _edf[current].HasBudget)
        {
            var charged = ProgressClock(pcpu) - _edf[current].ChargedAt;
            ArmSlice(pcpu, Math.Max(_edf[current].Budget - charged, 0) + OverheadLeft(pcpu));
        }
    }

    /// <inheritdoc/>
    protected override bool GoesBefore(int entering, int queued)
    {
        ref readonly var first = ref _edf[entering];
        ref readonly var second = ref _edf[queued];
        if (!first.HasBudget || !second.HasBudget)
        {
            return base.GoesBefore(entering, queued);
        }

        // Whoever runs goes on among equal deadlines: a switch would gain nothing.
        return first.Deadline < second.Deadline
            || (first.Deadline == second.Deadline && Vcpu(entering).Running);
    }

    /// <inheritdoc/>
    protected override bool KeepsCurrent(int pcpu, int current, out long slice)
    {
        if (_edf[current].HasBudget || PriorityOf(FirstOf(pcpu)) == CreditPriority.Edf)
        {
            slice = 0;
            return false;
        }

        return base.KeepsCurrent(pcpu, current, out slice);
    }

    /// <inheritdoc/>
    protected override bool MayBalance(int pcpu, int best) => best == None || base.MayBalance(pcpu, best);

    /// <inheritdoc/>
    protected override bool IsStealable(int vcpu, int pcpu, bool soft) =>
        !_edf[vcpu].IsReserved && base.IsStealable(vcpu, pcpu, soft);

    /// <summary>
    /// Who waits in a queue keeps what it is owed, up to two timeslices. Credit takes it for one that sleeps, and half
    /// of its credit away, so that great weights would get less than their share.
    /// </summary>
    protected override void Overflow(int vcpu)
    {
        if (!IsQueued(vcpu))
        {
            base.Overflow(vcpu);
            return;
        }

        ref var credit = ref CreditOf(vcpu);
        credit.Credit = Math.Min(credit.Credit, 2 * Options.CreditsPerTimeslice);
    }

    /// <summary>Neither warm caches nor courtesy are worth a core that idles.</summary>
    protected override bool IsReluctant(int vcpu, int pcpu) => FirstOf(pcpu) != None && base.IsReluctant(vcpu, pcpu);

    /// <inheritdoc/>
    protected override bool MayMove(int vcpu) => !_edf[vcpu].IsReserved;

    /// <inheritdoc/>
    protected override void TickleFor(int vcpu)
    {
        if (!_edf[vcpu].HasBudget)
        {
            base.TickleFor(vcpu);
            return;
        }

        var own = Vcpu(vcpu).Pcpu;
        var current = CurrentOf(own);
        if (current == None || !_edf[current].HasBudget || _edf[vcpu].Deadline < _edf[current].Deadline)
        {
            Tickle(own);
        }
    }

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        var before = CurrentOf(pcpu);
        var next = base.Choose(pcpu, out slice);
        if (next != None && next != before && _edf[next].HasBudget)
        {
            _edf[next].ChargedAt = ProgressClock(pcpu);
        }

        // Being displaced counts as being met by a tick. Reservations whose periods fall together with the ticks
        // would else keep whom the ticks never meet out of the accounting, and its weight would mean nothing.
        if (before != None && before != next && next != None && _edf[next].HasBudget
            && !_edf[before].IsReserved && Vcpu(before).Runnable && !CreditOf(before).Active)
        {
            Activate(before);
        }

        // Whom this decision leaves waiting may go on elsewhere at once: several may have woken here in one instant,
        // and each of them found this core about to decide.
        OfferWaiting(pcpu);

        return next;
    }

    /// <inheritdoc/>
    protected override void TickCurrent(int pcpu, int current)
    {
        if (_edf[current].HasBudget)
        {
            ChargeReserved(pcpu, current);
            return;
        }

        base.TickCurrent(pcpu, current);
    }

    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu) => _edf[vcpu].IsReserved ? _home[vcpu] : base.ChoosePcpu(vcpu);

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        state.Array(ref _edf);
        state.Array(ref _home);
        state.Value(ref _edfTime);
        state.Value(ref _lastEdfTime);
        _departed.Transfer(state);
    }
}
