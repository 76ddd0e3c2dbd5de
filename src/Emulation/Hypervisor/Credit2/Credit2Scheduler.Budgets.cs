using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <content>Caps: each capped domain has a budget, from which its vCPUs take what they need to run.</content>
/// <remarks>
/// What a vCPU took and did not use goes back when it leaves its pCPU; what it ran beyond that is taken off when it
/// asks for more. Who asks and finds nothing is parked until the budget is above 0 again.
/// </remarks>
internal sealed partial class Credit2Scheduler
{
    private readonly int[] _capsAtStart;
    private readonly IndexLists _parked;
    private long _parks;

    internal ref readonly Credit2Domain DomainOf(int vcpu) => ref _domains[Placement(vcpu).Domain];

    private bool IsCapped(int vcpu) => DomainOf(vcpu).Cap != 0;

    /// <summary>Whether a vCPU may run as far as its domain's cap goes; if not, it was parked.</summary>
    private bool HasBudget(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        if (!IsCapped(vcpu) || credit.Budget > 0)
        {
            return true;
        }

        ref var domain = ref _domains[Placement(vcpu).Domain];
        domain.Budget += credit.Budget;
        credit.Budget = Math.Max(Math.Min(domain.Budget, domain.Quota), 0);
        domain.Budget -= credit.Budget;
        if (credit.Budget == 0)
        {
            Park(vcpu);
        }

        return credit.Budget > 0;
    }

    private void Park(int vcpu)
    {
        _parks++;
        SetPaused(vcpu, true);
        _parked.AddFirst(Placement(vcpu).Domain, vcpu);
        if (IsWaiting(vcpu))
        {
            Withdraw(vcpu);
        }
    }

    /// <summary>Lets all that were parked compete for their domain's budget.</summary>
    private void Unpark(int domain)
    {
        for (var vcpu = _parked.First(domain); vcpu != None; vcpu = _parked.First(domain))
        {
            _parked.Remove(vcpu);
            SetPaused(vcpu, false);
            if (Vcpu(vcpu).Runnable)
            {
                OnWake(vcpu);
            }
        }
    }

    /// <summary>Puts back what a vCPU did not use; whether others may now find some.</summary>
    private bool ReturnBudget(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        if (!IsCapped(vcpu) || credit.Budget <= 0)
        {
            return false;
        }

        ref var domain = ref _domains[Placement(vcpu).Domain];
        domain.Budget += credit.Budget;
        credit.Budget = 0;
        return domain.Budget > 0;
    }

    /// <summary>A period ends: what is left of the budget is lost, what was overrun is paid off.</summary>
    private void Replenish(int domain)
    {
        ref var state = ref _domains[domain];
        state.Budget = Math.Min(state.Budget + state.BudgetPerPeriod, state.BudgetPerPeriod);
        ArmReplenishment(domain);
        if (state.Budget > 0)
        {
            Unpark(domain);
        }
    }

    private void ArmReplenishment(int domain) =>
        Out.Arm(
            FirstPolicyTimer + domain,
            Expiry(Out.Now + Duration.FromNanoseconds(_options.CapPeriod)),
            Phase.Timer,
            0,
            MessageKind.Replenish,
            domain);

    /// <summary>A new cap counts from the next replenishment; the first one, and none, at once.</summary>
    private void SetCap(int domain, int cap)
    {
        ref var state = ref _domains[domain];
        var before = state.Cap;
        state.BudgetPerPeriod = _options.CapPeriod * cap / 100;
        state.Quota = Math.Max(state.BudgetPerPeriod / state.Vcpus, Credit2Options.LeastSlice);
        if (before == 0 && cap != 0)
        {
            // What ran uncapped is charged before the cap counts.
            BeginBudgets(state);
            state.Budget = state.BudgetPerPeriod;
            ArmReplenishment(domain);
        }

        state.Cap = cap;
        if (before != 0 && cap == 0)
        {
            Out.Cancel(FirstPolicyTimer + domain);
            Unpark(domain);
        }
    }

    private void BeginBudgets(in Credit2Domain domain)
    {
        for (var vcpu = domain.FirstVcpu; vcpu < domain.FirstVcpu + domain.Vcpus; vcpu++)
        {
            _credits[vcpu].Budget = 0;
            if (Vcpu(vcpu).Running)
            {
                Burn(vcpu);
                Tickle(Vcpu(vcpu).Pcpu);
            }
        }
    }
}
