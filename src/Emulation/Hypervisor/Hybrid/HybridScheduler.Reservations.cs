using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor.Credit;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Hybrid;

/// <content>Admission, replenishment, and the switching between classes.</content>
internal sealed partial class HybridScheduler
{
    private long _lastEdfTime;

    /// <inheritdoc/>
    public override ReservationAnswer CanReserve(int vcpu, Duration period, Duration slice, VirtualTime now)
    {
        var admission = Admission(except: vcpu, now.Nanoseconds);
        var roomiest = admission.Roomiest(AffinityOf(vcpu));
        var left = admission.LeftOn(roomiest);
        var share = EdfAdmission.Share(period.Nanoseconds, slice.Nanoseconds);
        var admitted = Admit(admission, AffinityOf(vcpu), share, PreferredHome(vcpu)) != EdfAdmission.None
            || FindRelocation(vcpu, share, now.Nanoseconds) is not null;
        return new ReservationAnswer(admitted, roomiest, left);
    }

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) =>
        base.View(vcpu, now) with
        {
            Period = Duration.FromNanoseconds(_edf[vcpu].Period),
            Slice = Duration.FromNanoseconds(_edf[vcpu].Slice),
            ExtraTime = _edf[vcpu].ExtraCredit,
        };

    /// <summary>First fit decreasing: the greatest share first, onto the first core with room.</summary>
    private void AssignHomes()
    {
        var admission = new EdfAdmission(PcpuCount, _plan.ReservationLimitPpm);
        var reserved = Enumerable.Range(0, VcpuCount)
            .Where(vcpu => _edf[vcpu].IsReserved)
            .OrderByDescending(vcpu => EdfAdmission.Share(_edf[vcpu].Period, _edf[vcpu].Slice))
            .ThenBy(vcpu => vcpu);
        foreach (var vcpu in reserved)
        {
            var share = EdfAdmission.Share(_edf[vcpu].Period, _edf[vcpu].Slice);
            _home[vcpu] = Admit(admission, AffinityOf(vcpu), share);
            if (_home[vcpu] == EdfAdmission.None)
            {
                var core = admission.Roomiest(AffinityOf(vcpu));
                throw new EmulationException(
                    $"{Name} cannot admit vCPU {vcpu} with "
                    + $"{EdfAdmission.Describe(_edf[vcpu].Period, _edf[vcpu].Slice)}: core {core} has the most room, "
                    + $"{EdfAdmission.Percent(admission.LeftOn(core))}; reserve less, or add cores.");
            }

            CreditOf(vcpu).Priority = CreditPriority.Edf;
        }
    }

    /// <summary>The home that a share may have; with admission off, the roomiest core if none has room.</summary>
    private int Admit(EdfAdmission admission, PcpuSet allowed, long share, int preferred = None)
    {
        var home = admission.TryAdmit(share, allowed, preferred);
        if (home == EdfAdmission.None && _plan.AdmissionOff)
        {
            home = admission.Roomiest(allowed);
            admission.Add(home, share);
        }

        return home;
    }

    private EdfAdmission Admission(int except, long now)
    {
        var admission = new EdfAdmission(PcpuCount, _plan.ReservationLimitPpm);
        _departed.HoldOn(admission, now);
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            if (vcpu != except)
            {
                Hold(admission, vcpu);
            }
        }

        return admission;
    }

    /// <summary>Until a change takes effect, the old share and the new one are both held; at one home, the greater.
    /// </summary>
    private void Hold(EdfAdmission admission, int vcpu)
    {
        ref readonly var edf = ref _edf[vcpu];
        var share = EdfAdmission.Share(edf.Period, edf.Slice);
        var next = edf.HasChange ? EdfAdmission.Share(edf.NextPeriod, edf.NextSlice) : 0;
        if (next == 0 || edf.NextHome == _home[vcpu])
        {
            admission.Add(_home[vcpu], Math.Max(share, next));
            return;
        }

        admission.Add(_home[vcpu], share);
        admission.Add(edf.NextHome, next);
    }

    private void Deplete(int vcpu)
    {
        ref var edf = ref _edf[vcpu];
        if (edf.Deadline <= Now && !edf.HasChange)
        {
            // The next slice is due already: it goes on, behind whoever has an earlier deadline now.
            edf.Replenish(Now);
            return;
        }

        edf.Depleted = true;
        ArmReplenishment(vcpu, Math.Max(edf.Deadline, Now));
        ref var credit = ref CreditOf(vcpu);
        if (edf.ExtraCredit)
        {
            credit.Priority = credit.Credit < 0 ? CreditPriority.Over : CreditPriority.Under;
        }
        else
        {
            SetPaused(vcpu, true);
        }
    }

    private void ArmReplenishment(int vcpu, long at) =>
        Out.Arm(
            FirstFreeTimer + vcpu,
            Expiry(VirtualTime.FromNanoseconds(at)),
            Phase.Timer,
            0,
            MessageKind.Replenish,
            vcpu);

    private void Replenish(int vcpu)
    {
        ref var edf = ref _edf[vcpu];
        var isCurrent = CurrentOf(Vcpu(vcpu).Pcpu) == vcpu;
        if (isCurrent)
        {
            // It runs on credit, or on the last of a budget; what it ran so far is charged to that.
            Charge(vcpu);
        }

        // Charging may have used the slice up in this very instant, and armed the timer once more.
        Out.Cancel(FirstFreeTimer + vcpu);
        var begins = !edf.IsReserved;
        var onlyMoves = edf.HasChange && edf.OnlyMoves;
        ApplyChange(vcpu);
        if (onlyMoves && Vcpu(vcpu).Blocked && !edf.Depleted && !isCurrent)
        {
            // No period begins for it: it goes home when it wakes.
            return;
        }

        if (!edf.IsReserved)
        {
            BecomeCredit(vcpu);
            return;
        }

        if (begins)
        {
            edf.Begin(Now);
        }
        else
        {
            edf.Replenish(Now);
        }

        if (edf.HasChange)
        {
            // Its new home has no room yet: a period more as it was.
            ArmReplenishment(vcpu, edf.Deadline);
        }

        BecomeReserved(vcpu, isCurrent);
    }

    private void ApplyChange(int vcpu)
    {
        ref var edf = ref _edf[vcpu];
        if (edf.HasChange && Now >= edf.ChangeFrom)
        {
            edf.HasChange = false;
            SeeOff(edf.NextHome);
            _home[vcpu] = edf.NextHome;
            if (edf.OnlyMoves)
            {
                return;
            }

            edf.Period = edf.NextPeriod;
            edf.Slice = edf.NextSlice;
            edf.Budget = Math.Min(edf.Budget, 0);
        }
    }

    private void SetReservation(int vcpu, long period, long slice)
    {
        ref var edf = ref _edf[vcpu];
        var reserves = slice > 0;
        var home = reserves ? MakeRoom(vcpu, EdfAdmission.Share(period, slice), out var from) : GiveUp(vcpu, out from);
        if (home == EdfAdmission.None)
        {
            // Whoever commanded was told so before; a rival command may have taken the room since.
            return;
        }

        if (edf.IsReserved || from > Now)
        {
            edf.HasChange = true;
            edf.NextPeriod = reserves ? period : 0;
            edf.NextSlice = slice;
            edf.NextHome = home;
            edf.ChangeFrom = from;
            edf.OnlyMoves = false;
            ArmReplenishment(vcpu, edf.IsReserved ? Math.Max(edf.Deadline, Now) : from);
            return;
        }

        // Nothing need be waited for any more, whatever was before.
        edf.HasChange = false;
        Out.Cancel(FirstFreeTimer + vcpu);
        if (!reserves)
        {
            return;
        }

        var isCurrent = CurrentOf(Vcpu(vcpu).Pcpu) == vcpu;
        if (isCurrent)
        {
            Charge(vcpu);
        }

        _home[vcpu] = home;
        edf.Period = period;
        edf.Slice = slice;
        edf.Begin(Now);
        BecomeReserved(vcpu, isCurrent);
    }

    private int GiveUp(int vcpu, out long from)
    {
        from = Now;
        return _home[vcpu];
    }

    /// <summary>Goes on under its reservation, at home.</summary>
    private void BecomeReserved(int vcpu, bool isCurrent)
    {
        if (CreditOf(vcpu).Active)
        {
            Deactivate(vcpu);
        }

        CreditOf(vcpu).Parked = false;
        CreditOf(vcpu).Yielding = false;
        CreditOf(vcpu).Priority = CreditPriority.Edf;
        if (isCurrent)
        {
            CreditOf(vcpu).ChargedFrom = Now;
            _edf[vcpu].ChargedAt = ProgressClock(Vcpu(vcpu).Pcpu);
            SetPaused(vcpu, false);
            Vcpu(vcpu).Migrating = Vcpu(vcpu).Pcpu != _home[vcpu];
            Request(Vcpu(vcpu).Pcpu);
            return;
        }

        CreditOf(vcpu).ChargedFrom = 0;
        Requeue(vcpu);
    }

    private void BecomeCredit(int vcpu)
    {
        ref var credit = ref CreditOf(vcpu);
        credit.Credit = 0;
        credit.Residual = 0;
        credit.Priority = CreditPriority.Under;
        credit.Parked = false;
        _edf[vcpu].Depleted = false;
        if (CurrentOf(Vcpu(vcpu).Pcpu) == vcpu)
        {
            credit.ChargedFrom = Now;
            SetPaused(vcpu, false);
            Request(Vcpu(vcpu).Pcpu);
            return;
        }

        credit.ChargedFrom = 0;
        Requeue(vcpu);
    }

    /// <summary>Puts a vCPU that does not run where its class and home want it.</summary>
    private void Requeue(int vcpu)
    {
        if (IsQueued(vcpu))
        {
            Withdraw(vcpu);
        }

        ref var state = ref Vcpu(vcpu);
        SetPaused(vcpu, false);
        if (_edf[vcpu].IsReserved)
        {
            state.Pcpu = _home[vcpu];
        }

        if (state.Runnable)
        {
            ActOn(state.Pcpu);
            base.OnWake(vcpu);
        }
    }

    private long TakeEdfTime()
    {
        for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
        {
            var current = CurrentOf(pcpu);
            if (current != None && _edf[current].HasBudget)
            {
                ChargeReserved(pcpu, current);
            }
        }

        var taken = _edfTime;
        _edfTime = 0;
        return taken;
    }
}
