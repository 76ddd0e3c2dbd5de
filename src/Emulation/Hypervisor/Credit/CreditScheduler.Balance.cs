
namespace Xenisol.Emulation.Hypervisor.Credit;

/// <content>Where vCPUs run: asking pCPUs to reschedule, stealing, and choosing a pCPU.</content>
internal partial class CreditScheduler
{
    private readonly PcpuSet _candidates;
    private readonly PcpuSet _idleCandidates;
    private readonly PcpuSet _neighbours;
    private int _balanceBias;

    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu)
    {
        _credits[vcpu].Moved = true;
        return PickPcpu(vcpu, commit: true);
    }

    /// <summary>Asks a pCPU to reschedule for a vCPU that was just queued.</summary>
    protected virtual void TickleFor(int vcpu)
    {
        var own = Vcpu(vcpu).Pcpu;
        var current = CurrentOf(own);
        if (!Options.Tickle && current != None && _idlers.IsEmpty)
        {
            return;
        }

        if (_pinned[vcpu] && _idlers.Contains(own))
        {
            Tickle(own);
            return;
        }

        var goesFirst = Preempts(vcpu, current);
        if (current == None || (_idlers.IsEmpty && goesFirst))
        {
            Tickle(own);
        }
        else if (!_idlers.IsEmpty)
        {
            TickleIdler(vcpu, own, goesFirst);
        }
    }

    /// <summary>
    /// Whether a vCPU that was just queued may take the core of the running one. Where the queue is sorted by credits,
    /// so is the running vCPU among its equals: else sorting could never help who wakes up.
    /// </summary>
    protected bool Preempts(int vcpu, int current)
    {
        var (own, other) = (PriorityOf(vcpu), PriorityOf(current));
        return own > other
            || (Options.SortByCredit && own == other && _credits[vcpu].Credit > _credits[current].Credit);
    }

    private void TickleIdler(int vcpu, int own, bool goesFirst)
    {
        for (var soft = true; ; soft = false)
        {
            if (soft && !_hasSoftAffinity[vcpu])
            {
                continue;
            }

            _scratch.CopyFrom(_idlers);
            _scratch.And(_affinity[vcpu]);
            if (soft)
            {
                _scratch.And(_softAffinity[vcpu]);
            }

            if (!_scratch.IsEmpty)
            {
                ref var last = ref _pcpus[ThisPcpu].LastTickled;
                last = _scratch.CycleAfter(last);
                Tickle(last);
                return;
            }

            if (soft)
            {
                continue;
            }

            if (goesFirst && Options.Tickle)
            {
                Tickle(own);
            }

            return;
        }
    }

    /// <summary>Asks a pCPU to reschedule and takes it off the idlers.</summary>
    protected void Tickle(int pcpu)
    {
        _idlers.Remove(pcpu);
        Request(pcpu);
    }

    /// <summary>Takes a vCPU of strictly higher priority from another pCPU's queue; it runs here at once.</summary>
    protected virtual int Steal(int pcpu, int priority)
    {
        for (var soft = true; ; soft = false)
        {
            _scratch.CopyFrom(_all);
            _scratch.Except(_idlers);
            _scratch.Remove(pcpu);
            if (SkipsLonePeers)
            {
                _scratch.And(_crowded);
            }

            if (priority >= CreditPriority.Over)
            {
                _scratch.And(_urgent);
            }

            var first = _scratch.CycleAfter(_balanceBias);
            var peer = first;
            while (peer != None)
            {
                var stolen = StealFrom(peer, pcpu, priority, soft);
                if (stolen != None)
                {
                    _balanceBias = peer;
                    return stolen;
                }

                peer = _scratch.CycleAfter(peer);
                if (peer == first)
                {
                    break;
                }
            }

            if (!soft)
            {
                return None;
            }
        }
    }

    /// <summary>Whether a peer without waiting vCPUs is passed over.</summary>
    protected virtual bool SkipsLonePeers => true;

    /// <summary>How many times as idle another socket must be.</summary>
    protected virtual int OtherSocketFactor => 2;

    /// <summary>Takes a vCPU from one peer.</summary>
    protected int StealFrom(int peer, int pcpu, int priority, bool soft)
    {
        if ((SkipsLonePeers && _pcpus[peer].Runnable <= 1) || CurrentOf(peer) == None)
        {
            return None;
        }

        for (var vcpu = _queues.First(peer); vcpu != None; vcpu = _queues.Next(vcpu))
        {
            if (PriorityOf(vcpu) <= priority)
            {
                ForgetUrgency(peer, vcpu, priority);
                return None;
            }

            if (!IsStealable(vcpu, pcpu, soft))
            {
                continue;
            }

            Dequeue(vcpu);
            CountRunnable(peer, -1);
            CountRunnable(pcpu, 1);
            Vcpu(vcpu).Pcpu = pcpu;
            return vcpu;
        }

        return None;
    }

    /// <summary>A queue whose first entry is not urgent may hold urgent ones that an accounting raised.</summary>
    private void ForgetUrgency(int peer, int vcpu, int priority)
    {
        if (priority != CreditPriority.Over || _queues.First(peer) != vcpu)
        {
            return;
        }

        while (vcpu != None && PriorityOf(vcpu) <= CreditPriority.Over)
        {
            vcpu = _queues.Next(vcpu);
        }

        if (vcpu == None)
        {
            _urgent.Remove(peer);
        }
    }

    /// <summary>Whether another pCPU may take a waiting vCPU.</summary>
    protected virtual bool IsStealable(int vcpu, int pcpu, bool soft)
    {
        if (IsReluctant(vcpu, pcpu) || (soft && !_hasSoftAffinity[vcpu]))
        {
            return false;
        }

        return _affinity[vcpu].Contains(pcpu)
            && (!soft || _softAffinity[vcpu].Contains(pcpu));
    }

    /// <summary>Whether a waiting vCPU stays where it is although it may run elsewhere.</summary>
    protected virtual bool IsReluctant(int vcpu, int pcpu) =>
        _credits[vcpu].Yielding
        || (Options.MigrationDelay > 0 && Now - Vcpu(vcpu).StateEntryNanoseconds < Options.MigrationDelay);

    /// <summary>Offers whoever waits on a pCPU to idle ones.</summary>
    protected void OfferWaiting(int pcpu)
    {
        for (var vcpu = _queues.First(pcpu); vcpu != None && !_idlers.IsEmpty; vcpu = _queues.Next(vcpu))
        {
            if (MayMove(vcpu))
            {
                TickleIdler(vcpu, pcpu, goesFirst: false);
            }
        }
    }

    /// <summary>Whether a vCPU may go to another pCPU to balance the load.</summary>
    protected virtual bool MayMove(int vcpu) => true;

    /// <summary>The best pCPU for a vCPU: where it is, unless an idle one has more idle neighbours.</summary>
    private int PickPcpu(int vcpu, bool commit)
    {
        var own = Vcpu(vcpu).Pcpu;
        var pcpu = own;
        var biased = None;
        for (var soft = true; ; soft = false)
        {
            if (soft && !_hasSoftAffinity[vcpu])
            {
                continue;
            }

            _candidates.CopyFrom(_affinity[vcpu]);
            if (soft)
            {
                _candidates.And(_softAffinity[vcpu]);
            }

            pcpu = _candidates.Contains(own) ? own : _candidates.CycleAfter(own);
            _idleCandidates.CopyFrom(_idlers);
            if (CountsAsIdle(pcpu, own))
            {
                _idleCandidates.Add(pcpu);
            }

            _candidates.And(_idleCandidates);
            pcpu = MostIdle(pcpu, ref biased);
            if (!soft || _idleCandidates.Contains(pcpu))
            {
                break;
            }
        }

        if (commit && biased != None)
        {
            _pcpus[biased].IdleBias = pcpu;
        }

        return pcpu;
    }

    /// <summary>Whether the choice within a group goes round (4.0 and later), or takes the first.</summary>
    protected virtual bool RemembersIdleBias => true;

    /// <summary>Whether a pCPU counts as idle for a vCPU that is assigned to <paramref name="own"/>: alone there, it
    /// would leave an idle one behind.</summary>
    protected virtual bool CountsAsIdle(int pcpu, int own) => pcpu == own && _queues.IsEmpty(own);

    /// <summary>Among the idle candidates, the one in the group with the most idle neighbours.</summary>
    private int MostIdle(int pcpu, ref int biased)
    {
        if (!_candidates.Contains(pcpu) && !_candidates.IsEmpty)
        {
            pcpu = _candidates.CycleAfter(pcpu);
        }

        _candidates.Remove(pcpu);
        while (!_candidates.IsEmpty)
        {
            var next = _candidates.CycleAfter(pcpu);
            var sameSocket = next / _threadsPerSocket == pcpu / _threadsPerSocket;
            var group = sameSocket ? _threadsPerCore : _threadsPerSocket;
            var factor = sameSocket ? 1 : OtherSocketFactor;
            if (IdleIn(pcpu, group) * factor < IdleIn(next, group))
            {
                pcpu = TakeFromGroup(next, group, ref biased);
            }
            else
            {
                FillNeighbours(next, group);
                _candidates.Except(_neighbours);
            }
        }

        return pcpu;
    }

    /// <summary>Takes one of the more idle group off the candidates.</summary>
    private int TakeFromGroup(int next, int group, ref int biased)
    {
        if (!RemembersIdleBias)
        {
            _candidates.Remove(next);
            return next;
        }

        biased = next;
        FillNeighbours(next, group);
        _neighbours.And(_candidates);
        var pcpu = _neighbours.CycleAfter(_pcpus[next].IdleBias);
        FillNeighbours(pcpu, _threadsPerCore, onlyIdle: false);
        _candidates.Except(_neighbours);
        return pcpu;
    }

    private int IdleIn(int pcpu, int group)
    {
        var first = pcpu / group * group;
        var count = 0;
        for (var i = first; i < first + group; i++)
        {
            count += _idleCandidates.Contains(i) ? 1 : 0;
        }

        return count;
    }

    private void FillNeighbours(int pcpu, int group, bool onlyIdle = true)
    {
        _neighbours.Except(_all);
        var first = pcpu / group * group;
        for (var i = first; i < first + group; i++)
        {
            if (!onlyIdle || _idleCandidates.Contains(i))
            {
                _neighbours.Add(i);
            }
        }
    }
}
