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

    /// <summary>The credits to hand out in this period.</summary>
    protected virtual int CreditsPerPeriod => _options.CreditsPerTimeslice * PcpuCount;

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

    private void ArmAccounting() =>
        Out.Arm(
            AccountingTimer,
            Out.Now + Duration.FromNanoseconds(_options.Timeslice),
            Phase.Timer,
            0,
            MessageKind.Accounting);

    /// <summary>Charges the running vCPU; truncates to whole credits and keeps the remainder, both as Xen does.</summary>
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

        SortQueue(pcpu);
        ArmTick(pcpu, _options.Tick);
    }

    /// <summary>The tick of a pCPU that runs a vCPU.</summary>
    protected virtual void TickCurrent(int pcpu, int current)
    {
        ref var credit = ref _credits[current];
        if (credit.Priority == CreditPriority.Boost)
        {
            credit.Priority = CreditPriority.Under;
        }

        Burn(current);
        if (!credit.Active)
        {
            Activate(current);
        }
        else if (PickPcpu(current, commit: false) != pcpu)
        {
            Vcpu(current).Migrating = true;
            Request(pcpu);
        }
    }

    private void Activate(int vcpu)
    {
        _credits[vcpu].Active = true;
        var domain = Placement(vcpu).Domain;
        ref var state = ref _domains[domain];
        _activeVcpus.AddFirst(domain, vcpu);
        state.ActiveVcpus++;
        _activeWeight += state.Weight;
        if (_activeDomains.ListOf(domain) == IndexLists.None)
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
        _activeWeight -= state.Weight;
        if (_activeVcpus.IsEmpty(domain))
        {
            _activeDomains.Remove(domain);
        }
    }

    /// <summary>Sets weight and cap of a domain; they count from the next accounting.</summary>
    protected void SetParameters(int domain, int weight, int cap)
    {
        ref var state = ref _domains[domain];
        _activeWeight += (weight - state.Weight) * state.ActiveVcpus;
        state.Weight = weight;
        state.Cap = cap;
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

    private void Account()
    {
        ArmAccounting();
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
            var share = state.Weight * state.ActiveVcpus;
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
        var peak = domain.ActiveVcpus * _options.CreditsPerTimeslice;
        if (_creditBalance < 0)
        {
            peak += CeilingDivide(-(long)_creditBalance * domain.Weight * domain.ActiveVcpus, weight);
        }

        capPerVcpu = 0;
        if (domain.Cap != 0)
        {
            var cap = CeilingDivide((long)domain.Cap * _options.CreditsPerTimeslice, 100);
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

        credit.Credit = Math.Max(credit.Credit, -_options.CreditsPerTimeslice);
    }

    private void Refill(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        credit.Priority = CreditPriority.Under;
        if (credit.Parked)
        {
            // Unpaused first, so that the wake sees it parked and does not boost it.
            Resume(vcpu);
            credit.Parked = false;
        }

        if (credit.Credit > _options.CreditsPerTimeslice)
        {
            Deactivate(vcpu);
            credit.Credit /= 2;
        }
    }

    /// <summary>Keeps a vCPU from running until it is resumed.</summary>
    protected void Pause(int vcpu)
    {
        var wasRunnable = Vcpu(vcpu).Runnable;
        Vcpu(vcpu).Paused = true;
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
        Vcpu(vcpu).Paused = false;
        if (Vcpu(vcpu).Runnable)
        {
            OnWake(vcpu);
        }
    }

    private static int CeilingDivide(long dividend, int divisor) => (int)((dividend + divisor - 1) / divisor);
}
