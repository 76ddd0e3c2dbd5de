namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <content>What a pCPU runs next.</content>
internal sealed partial class Credit2Scheduler
{
    /// <inheritdoc/>
    protected override int LockOf(int pcpu) => _map.QueueOf(pcpu);

    /// <inheritdoc/>
    protected override int ScannedBy(int pcpu) => _waiting.Count(_map.QueueOf(pcpu));

    /// <inheritdoc/>
    protected override int Choose(int pcpu, out long slice)
    {
        var wasTickled = _tickled.Contains(pcpu);
        _tickled.Remove(pcpu);
        var current = CurrentOf(pcpu);
        if (current != None)
        {
            Burn(current);
            _ = HasBudget(current);
        }

        var next = Candidate(pcpu, current);
        if (next != None && next != current)
        {
            _waiting.Remove(next);
        }

        if (next == None)
        {
            _idle.Add(pcpu);
            TrackQueue(_map.QueueOf(pcpu), 0);
            slice = -1;
            return None;
        }

        _idle.Remove(pcpu);
        if (wasTickled)
        {
            KeepPromises(pcpu);
        }

        Enter(pcpu, next);
        slice = SliceOf(pcpu, next);
        return next;
    }

    /// <summary>A vCPU goes on a pCPU; if nobody of the run queue has credit left, a new round begins.</summary>
    private void Enter(int pcpu, int vcpu)
    {
        var queue = _map.QueueOf(pcpu);
        var moves = Vcpu(vcpu).Pcpu != pcpu;
        Vcpu(vcpu).Pcpu = pcpu;
        _credits[vcpu].ChargedFrom = Now;
        _credits[vcpu].Tickled = None;

        // The choice need not have fallen on the first that waits, such as for its affinity.
        var first = _waiting.First(queue);
        if (_credits[vcpu].Credit <= 0 && (first == None || _credits[first].Credit <= 0))
        {
            ResetCredit(queue, vcpu);
            BalanceLoad(queue, vcpu);
        }

        _credits[vcpu].Credit += moves ? Credit2Options.MigrationCompensation : 0;
    }

    /// <summary>The first that waits, may run here, has a budget and is ahead of whoever runs; else that one.</summary>
    private int Candidate(int pcpu, int current)
    {
        var yields = false;
        var best = current;
        if (current != None)
        {
            yields = _credits[current].Yielding;
            _credits[current].Yielding = false;
            var runnable = Vcpu(current).Runnable;
            if (runnable && !yields && RanSinceSwitch(pcpu) < _ratelimit)
            {
                return current;
            }

            best = runnable && !IsBetterOffElsewhere(pcpu, current) ? current : None;
        }

        var waiting = _waiting.First(_map.QueueOf(pcpu));
        while (waiting != None)
        {
            var behind = _waiting.Next(waiting);
            if (MayTake(pcpu, waiting, best))
            {
                if (best != None && !yields && _credits[waiting].Credit <= _credits[best].Credit)
                {
                    return best;
                }

                if (HasBudget(waiting))
                {
                    return waiting;
                }
            }

            waiting = behind;
        }

        return best;
    }

    private bool MayTake(int pcpu, int waiting, int best)
    {
        ref readonly var credit = ref _credits[waiting];
        if (!_affinity[waiting].Contains(pcpu))
        {
            return false;
        }

        // Another pCPU was asked to take it and will decide in this instant.
        if (credit.Tickled != None && credit.Tickled != pcpu && _tickled.Contains(credit.Tickled))
        {
            return false;
        }

        return best == None || Vcpu(waiting).Pcpu == pcpu
            || _credits[best].Credit + _options.MigrationResistance <= credit.Credit;
    }

    /// <summary>Whether a vCPU that runs outside of its soft affinity could run inside of it at once.</summary>
    private bool IsBetterOffElsewhere(int pcpu, int vcpu)
    {
        if (!HasSoftAffinity(vcpu) || _softAffinity[vcpu].Contains(pcpu))
        {
            return false;
        }

        FillIdle(_credits[vcpu].Queue);
        _mask.And(_affinity[vcpu]);
        return _mask.Intersects(_softAffinity[vcpu]);
    }

    /// <summary>
    /// A pCPU that was asked for one vCPU may take another. The one that still waits may have been left to it by a pCPU
    /// that idles since; that one is asked again.
    /// </summary>
    private void KeepPromises(int pcpu)
    {
        for (var vcpu = _waiting.First(_map.QueueOf(pcpu)); vcpu != None; vcpu = _waiting.Next(vcpu))
        {
            if (_credits[vcpu].Tickled != pcpu)
            {
                continue;
            }

            _credits[vcpu].Tickled = IdlePcpuFor(vcpu);
            if (_credits[vcpu].Tickled != None)
            {
                Tickle(_credits[vcpu].Tickled);
            }
        }
    }
}
