using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <content>Debiting, the tick, and the handing out of credits.</content>
internal partial class CreditScheduler
{
    private const int NanosecondsPerMillisecond = 1_000_000;
    private readonly IndexLists _activeDomains;
    private readonly IndexLists _activeVcpus;
    private int _activeWeight;
    private int _creditBalance;
    private long _sortEpoch;
    private long _parks;

    /// <summary>Whether each active vCPU brings its domain's weight (4.1 and later), or only the domain once.</summary>
    protected virtual bool WeighsVcpus => true;

    /// <summary>The credits to hand out in this period.</summary>
    protected virtual int CreditsPerPeriod => Options.CreditsPerTimeslice * PcpuCount;

    private void TransferAccounting(StateTransfer state)
    {
        _activeDomains.Transfer(state);
        _activeVcpus.Transfer(state);
        state.Value(ref _activeWeight);
        state.Value(ref _creditBalance);
        state.Value(ref _sortEpoch);
        state.Value(ref _parks);
        state.Value(ref _balanceBias);
    }

    /// <summary>Arms the next accounting.</summary>
    protected void ArmAccounting() =>
        Out.Arm(
            AccountingTimer,
            Expiry(Out.Now + Duration.FromNanoseconds(Options.Timeslice)),
            Phase.Timer,
            0,
            MessageKind.Accounting);

    /// <summary>
    /// Charges the running vCPU; truncates to whole credits and keeps the remainder, both as Xen does.
    /// </summary>
    private void Burn(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        var elapsed = Now - credit.ChargedFrom;
        if (elapsed <= 0)
        {
            return;
        }

        var value = (elapsed * CreditOptions.CreditsPerMillisecond) + credit.Residual;
        credit.Residual = value % NanosecondsPerMillisecond;
        var credits = (int)(value / NanosecondsPerMillisecond);
        credit.Credit -= credits;
        credit.ChargedFrom += (long)credits * NanosecondsPerMillisecond / CreditOptions.CreditsPerMillisecond;
    }

    private void Tick(int pcpu)
    {
        var current = CurrentOf(pcpu);
        if (current != None)
        {
            TickCurrent(pcpu, current);
        }

        BeforeSort(pcpu);
        SortQueue(pcpu);
        ArmTick(pcpu, Options.Tick);
    }

    /// <summary>What a tick does before it sorts the queue.</summary>
    protected virtual void BeforeSort(int pcpu)
    {
    }

    /// <summary>The tick of a pCPU that runs a vCPU.</summary>
    protected virtual void TickCurrent(int pcpu, int current)
    {
        ref var credit = ref _credits[current];
        if (credit.Priority == CreditPriority.Boost)
        {
            credit.Priority = CreditPriority.Under;
        }

        DebitAtTick(current);
        if (!credit.Active)
        {
            Activate(current);
        }
        else if (MayMove(current) && PickPcpu(current, commit: false) != pcpu)
        {
            Vcpu(current).Migrating = true;
            Request(pcpu);
        }
    }

    /// <summary>Charges the vCPU that runs at a tick.</summary>
    protected virtual void DebitAtTick(int vcpu) => Charge(vcpu);

    /// <summary>The weight with which a domain takes part in the accounting.</summary>
    private int ShareOf(in CreditDomain domain) => domain.Weight * (WeighsVcpus ? domain.ActiveVcpus : 1);

    /// <summary>Lets a vCPU take part in the accounting.</summary>
    protected void Activate(int vcpu)
    {
        _credits[vcpu].Active = true;
        var domain = Placement(vcpu).Domain;
        ref var state = ref _domains[domain];
        var isFirst = state.ActiveVcpus == 0;
        _activeVcpus.AddFirst(domain, vcpu);
        state.ActiveVcpus++;
        _activeWeight += WeighsVcpus || isFirst ? state.Weight : 0;
        if (isFirst)
        {
            _activeDomains.AddFirst(0, domain);
        }
    }

    /// <summary>Takes a vCPU out of the accounting.</summary>
    protected void Deactivate(int vcpu)
    {
        _credits[vcpu].Active = false;
        var domain = Placement(vcpu).Domain;
        ref var state = ref _domains[domain];
        _activeVcpus.Remove(vcpu);
        state.ActiveVcpus--;
        var wasLast = state.ActiveVcpus == 0;
        _activeWeight -= WeighsVcpus || wasLast ? state.Weight : 0;
        if (wasLast)
        {
            _activeDomains.Remove(domain);
        }
    }

    /// <summary>Sets weight and cap of a domain; they count from the next accounting.</summary>
    protected void SetParameters(int domain, int weight, int cap)
    {
        ref var state = ref _domains[domain];
        var before = state.ActiveVcpus == 0 ? 0 : ShareOf(state);
        state.Weight = weight;
        state.Cap = cap;
        _activeWeight += (state.ActiveVcpus == 0 ? 0 : ShareOf(state)) - before;
    }

    /// <summary>Moves all entries with credit ahead of those without, once per accounting; stable.</summary>
    private void SortQueue(int pcpu)
    {
        ref var state = ref _pcpus[pcpu];
        if (state.SortEpoch == _sortEpoch)
        {
            return;
        }

        state.SortEpoch = _sortEpoch;
        var last = None;
        var item = _queues.First(pcpu);
        var previous = None;
        while (item != None)
        {
            var next = _queues.Next(item);
            if (_credits[item].Priority >= CreditPriority.Under)
            {
                if (previous != last)
                {
                    _queues.Remove(item);
                    _queues.AddAfter(pcpu, item, last);
                }
                else
                {
                    previous = item;
                }

                last = item;
            }
            else
            {
                previous = item;
            }

            item = next;
        }
    }

    /// <summary>Hands out the credits of a period.</summary>
    protected void Account()
    {
        var weight = _activeWeight;
        var total = CreditsPerPeriod;
        if (_creditBalance < 0)
        {
            total -= _creditBalance;
        }

        if (weight == 0)
        {
            _creditBalance = 0;
            return;
        }

        var weightLeft = weight;
        var balance = 0;
        var othersCouldTakeMore = false;
        var domain = _activeDomains.First(0);
        while (domain != None)
        {
            var next = _activeDomains.Next(domain);
            ref readonly var state = ref _domains[domain];
            var share = ShareOf(state);
            weightLeft -= share;
            var peak = Peak(state, weight, out var cap);
            var fair = CeilingDivide((long)total * share, weight);
            if (fair < peak)
            {
                othersCouldTakeMore = true;
            }
            else
            {
                if (weightLeft != 0)
                {
                    total += CeilingDivide((long)(fair - peak) * weight, weightLeft);
                }

                if (othersCouldTakeMore)
                {
                    _activeDomains.Remove(domain);
                    _activeDomains.AddFirst(0, domain);
                }

                fair = peak;
            }

            balance += HandOut(domain, CeilingDivide(fair, state.ActiveVcpus), cap);
            domain = next;
        }

        _creditBalance = balance;
        _sortEpoch++;
    }

    /// <summary>The most that a domain may earn, and the cap of each of its vCPUs.</summary>
    private int Peak(in CreditDomain domain, int weight, out int capPerVcpu)
    {
        var peak = domain.ActiveVcpus * Options.CreditsPerTimeslice;
        if (_creditBalance < 0)
        {
            peak += CeilingDivide(-(long)_creditBalance * ShareOf(domain), weight);
        }

        capPerVcpu = 0;
        if (domain.Cap != 0)
        {
            var cap = CeilingDivide((long)domain.Cap * Options.CreditsPerTimeslice, 100);
            peak = Math.Min(peak, cap);
            capPerVcpu = CeilingDivide(cap, domain.ActiveVcpus);
        }

        return peak;
    }

    private int HandOut(int domain, int share, int cap)
    {
        var sum = 0;
        var vcpu = _activeVcpus.First(domain);
        while (vcpu != None)
        {
            var next = _activeVcpus.Next(vcpu);
            _credits[vcpu].Credit += share;
            if (_credits[vcpu].Credit < 0)
            {
                RunDry(vcpu, cap);
            }
            else
            {
                Refill(vcpu);
            }

            sum += _credits[vcpu].Credit;
            vcpu = next;
        }

        return sum;
    }

    private void RunDry(int vcpu, int cap)
    {
        ref var credit = ref _credits[vcpu];
        credit.Priority = CreditPriority.Over;
        if (cap != 0 && credit.Credit < -cap && !credit.Parked)
        {
            credit.Parked = true;
            _parks++;
            Pause(vcpu);
        }

        credit.Credit = Math.Max(credit.Credit, -MostDebt);
    }

    /// <summary>The debt that an accounting leaves a vCPU at most, in credits; what is beyond is forgiven.</summary>
    protected virtual int MostDebt => Options.CreditsPerTimeslice;

    private void Refill(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        credit.Priority = CreditPriority.Under;
        if (IsQueued(vcpu))
        {
            _urgent.Add(Vcpu(vcpu).Pcpu);
        }

        if (credit.Parked)
        {
            // Unpaused first, so that the wake sees it parked and does not boost it.
            Resume(vcpu);
            credit.Parked = false;
        }

        if (credit.Credit > Options.CreditsPerTimeslice)
        {
            Overflow(vcpu);
        }
    }

    /// <summary>Takes a vCPU with more credit than a timeslice out of the accounting: it hardly runs.</summary>
    protected virtual void Overflow(int vcpu)
    {
        Deactivate(vcpu);
        _credits[vcpu].Credit = CreditWhenInactive(_credits[vcpu].Credit);
    }

    /// <summary>What a vCPU that leaves the accounting keeps: half, so that it starts a little ahead.</summary>
    protected virtual int CreditWhenInactive(int credit) => credit / 2;

    /// <summary>Keeps a vCPU from running until it is resumed.</summary>
    protected void Pause(int vcpu)
    {
        var wasRunnable = Vcpu(vcpu).Runnable;
        SetPaused(vcpu, true);
        var pcpu = Vcpu(vcpu).Pcpu;
        if (CurrentOf(pcpu) == vcpu)
        {
            Request(pcpu);
        }
        else if (wasRunnable && _queues.ListOf(vcpu) != IndexLists.None)
        {
            Withdraw(vcpu);
        }
    }

    /// <summary>Lets a paused vCPU run again.</summary>
    protected void Resume(int vcpu)
    {
        SetPaused(vcpu, false);
        if (Vcpu(vcpu).Runnable)
        {
            OnWake(vcpu);
        }
    }

    private static int CeilingDivide(long dividend, int divisor) => (int)((dividend + divisor - 1) / divisor);
}
