using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <content>Burning and resetting credit, and how long a vCPU may run.</content>
internal sealed partial class Credit2Scheduler
{
    private readonly IndexLists _members;

    private int WeightOf(int vcpu) => _domains[Placement(vcpu).Domain].Weight;

    /// <summary>Charges a running vCPU, in credit and budget, for the time since it was last charged.</summary>
    private void Burn(int vcpu)
    {
        ref var credit = ref _credits[vcpu];
        var elapsed = Now - credit.ChargedFrom;
        credit.ChargedFrom = Now;
        if (elapsed == 0)
        {
            return;
        }

        var weight = WeightOf(vcpu);
        var burnt = (elapsed * _queues[credit.Queue].MaxWeight) + credit.Residual;
        credit.Residual = burnt % weight;
        credit.Credit = Math.Max(credit.Credit - (burnt / weight), Credit2Options.LeastCredit);
        if (IsCapped(vcpu))
        {
            credit.Budget -= elapsed;
        }
    }

    /// <summary>Gives everybody of a run queue new credit, so that <paramref name="next"/> has some.</summary>
    private void ResetCredit(int queue, int next)
    {
        _queues[queue].Resets++;
        var reset = Credit2Options.InitialCredit;
        if (_credits[next].Credit == Credit2Options.LeastCredit)
        {
            reset += Credit2Options.InitialCredit;
        }

        for (var vcpu = _members.First(queue); vcpu != None; vcpu = _members.Next(vcpu))
        {
            ref var credit = ref _credits[vcpu];
            if (Vcpu(vcpu).Running)
            {
                Burn(vcpu);
                if (IsCapped(vcpu) && credit.Budget <= 0)
                {
                    Tickle(Vcpu(vcpu).Pcpu);
                }
            }

            credit.Credit = Math.Min(credit.Credit + reset, Credit2Options.MostCredit);
        }

        // Those that wait stay in order: all got the same, and who was clipped stood in front.
        Invariant.Holds(_credits[next].Credit > 0);
    }

    /// <summary>
    /// Until its credit is used up, or down to that of the first that waits; no longer than its budget lasts; but
    /// never shorter than what is worth a switch.
    /// </summary>
    private long SliceOf(int pcpu, int vcpu)
    {
        ref readonly var credit = ref _credits[vcpu];
        var isCurrent = CurrentOf(pcpu) == vcpu;
        var least = Math.Max(Credit2Options.LeastSlice, _ratelimit - (isCurrent ? RanSinceSwitch(pcpu) : 0));
        var left = credit.Credit;
        var waiting = _waiting.First(credit.Queue);
        if (waiting != None && _credits[waiting].Credit > 0)
        {
            left -= _credits[waiting].Credit;
        }

        var slice = Math.Max(left, 0) * WeightOf(vcpu) / _queues[credit.Queue].MaxWeight;
        if (IsCapped(vcpu))
        {
            slice = Math.Min(slice, credit.Budget);
        }

        return slice < least ? least : Math.Min(slice, Credit2Options.MostSlice);
    }

    private void UpdateMaxWeight(int queue)
    {
        var most = 1;
        for (var vcpu = _members.First(queue); vcpu != None; vcpu = _members.Next(vcpu))
        {
            most = Math.Max(most, WeightOf(vcpu));
        }

        _queues[queue].MaxWeight = most;
    }
}
