namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <content>Asking a pCPU to reschedule for a vCPU that was queued.</content>
internal sealed partial class Credit2Scheduler
{
    private readonly PcpuSet _candidates;

    /// <summary>An idle pCPU if there is one; else the one whose vCPU is the furthest behind, if any is.</summary>
    private void TickleFor(int vcpu)
    {
        var pcpu = IdlePcpuFor(vcpu);
        if (pcpu == None)
        {
            pcpu = PreemptablePcpuFor(vcpu);
        }

        if (pcpu != None)
        {
            Tickle(pcpu);
            _credits[vcpu].Tickled = pcpu;
        }
    }

    private void Tickle(int pcpu)
    {
        _tickled.Add(pcpu);
        Request(pcpu);
    }

    /// <summary>Soft affinity first; within it whole idle cores first; within these the pCPU where it was.</summary>
    private int IdlePcpuFor(int vcpu)
    {
        FillIdle(_credits[vcpu].Queue);
        for (var soft = HasSoftAffinity(vcpu); ; soft = false)
        {
            _candidates.CopyFrom(_mask);
            _candidates.And(_affinity[vcpu]);
            if (soft)
            {
                _candidates.And(_softAffinity[vcpu]);
            }

            if (!_candidates.IsEmpty)
            {
                return BestIdleFrom(Vcpu(vcpu).Pcpu);
            }

            if (!soft)
            {
                return None;
            }
        }
    }

    /// <summary>Whole idle cores keep threads out of each other's way; busy ones first let others sleep.</summary>
    private int BestIdleFrom(int own)
    {
        var first = _candidates.Contains(own) ? own : _candidates.CycleAfter(own);
        var pcpu = first;
        do
        {
            if (_map.IsWholeCoreIn(_mask, pcpu) != _options.SmtPowerSavings)
            {
                return pcpu;
            }

            pcpu = _candidates.CycleAfter(pcpu);
        }
        while (pcpu != first);
        return first;
    }

    private int PreemptablePcpuFor(int vcpu)
    {
        var own = Vcpu(vcpu).Pcpu;
        _candidates.CopyFrom(_map.PcpusOf(_credits[vcpu].Queue));
        _candidates.Except(_idle);
        _candidates.Except(_tickled);
        _candidates.And(_affinity[vcpu]);
        var best = None;
        var highest = 0L;
        if (_candidates.Contains(own))
        {
            _candidates.Remove(own);
            highest = Math.Max(Score(vcpu, own), 0);
            best = highest > 0 ? own : None;
            if (best == own && _softAffinity[vcpu].Contains(own))
            {
                return own;
            }
        }

        for (var pcpu = _candidates.CycleAfter(None); pcpu != None; pcpu = _candidates.CycleAfter(pcpu))
        {
            _candidates.Remove(pcpu);
            var score = Score(vcpu, pcpu);
            if (score > highest)
            {
                highest = score;
                best = pcpu;
            }
        }

        return best;
    }

    /// <summary>
    /// By how much a vCPU is ahead of the one that a pCPU runs; not positive if it may not preempt that one. Where the
    /// newcomer prefers to run, and where the other does not, count as a whole round of credit each.
    /// </summary>
    private long Score(int vcpu, int pcpu)
    {
        var current = CurrentOf(pcpu);
        if (current == None || !IsPreemptable(pcpu))
        {
            return -1;
        }

        Burn(current);
        var score = _credits[vcpu].Credit - _credits[current].Credit;
        score -= Vcpu(vcpu).Pcpu == pcpu ? 0 : _options.MigrationResistance;
        if (score > 0)
        {
            score += _softAffinity[vcpu].Contains(pcpu) ? Credit2Options.InitialCredit : 0;
            score += _softAffinity[current].Contains(pcpu) ? 0 : Credit2Options.InitialCredit;
        }

        return score;
    }

    private bool IsPreemptable(int pcpu) =>
        _ratelimit <= Credit2Options.RatelimitTolerance
        || RanSinceSwitch(pcpu) > _ratelimit - Credit2Options.RatelimitTolerance;

    /// <summary>Fills the mask with a run queue's pCPUs that idle and were not asked to look for work.</summary>
    private void FillIdle(int queue)
    {
        _mask.CopyFrom(_idle);
        _mask.Except(_tickled);
        _mask.And(_map.PcpusOf(queue));
    }
}
