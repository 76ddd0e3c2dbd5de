namespace Xenisol.Emulation.Hypervisor.Edf;

/// <content>Who runs where: the earliest deadlines, with as few moves as that allows.</content>
internal sealed partial class EdfScheduler
{
    /// <inheritdoc/>
    protected override int LockOf(int pcpu) => _isGlobal ? 0 : None;

    /// <inheritdoc/>
    protected override int ScannedBy(int pcpu) => _queues.Count(0);

    /// <inheritdoc/>
    protected override void BeforePass()
    {
        if (_isGlobal)
        {
            // Whatever changes the standing of a vCPU that runs makes a request: the other cores go on as they are.
            for (var pcpu = Requests.NextFrom(0); pcpu != None; pcpu = Requests.NextFrom(pcpu + 1))
            {
                SetNext(pcpu, Keep(pcpu));
            }

            Fill(_free, 0);
            Preempt(0);
            return;
        }

        // Whoever has another home by now leaves first, so that its home decides in this very pass.
        for (var pcpu = Requests.NextFrom(0); pcpu != None; pcpu = Requests.NextFrom(pcpu + 1))
        {
            SendHome(pcpu);
        }

        for (var pcpu = Requests.NextFrom(0); pcpu != None; pcpu = Requests.NextFrom(pcpu + 1))
        {
            SetNext(pcpu, Keep(pcpu));
            if (_next[pcpu] == None)
            {
                _own.Add(pcpu);
            }

            Fill(_own, pcpu);
            Preempt(pcpu);
            _own.Remove(pcpu);
        }
    }

    private void SendHome(int pcpu)
    {
        var current = CurrentOf(pcpu);
        if (current == None || _home[current] == pcpu)
        {
            return;
        }

        Charge(current);
        if (Vcpu(current).Runnable)
        {
            _servers[current].LostTurn = false;
            Enqueue(current);
            Request(_home[current]);
        }
    }

    /// <summary>Notes what a core is to run next.</summary>
    private void SetNext(int pcpu, int vcpu)
    {
        _next[pcpu] = vcpu;
        if (vcpu != CurrentOf(pcpu))
        {
            Request(pcpu);
        }

        if (!_isGlobal)
        {
            return;
        }

        _latest.Update(pcpu, isEmpty: vcpu == None);
        if (vcpu == None)
        {
            _free.Add(pcpu);
        }
        else
        {
            _free.Remove(pcpu);
        }
    }

    /// <summary>The vCPU that a core runs, unless it cannot go on or competes anew.</summary>
    private int Keep(int pcpu)
    {
        var current = CurrentOf(pcpu);
        if (current == None || !(_isGlobal || _home[current] == pcpu))
        {
            return None;
        }

        Charge(current);
        ref var server = ref _servers[current];
        if (!Vcpu(current).Runnable)
        {
            server.LostTurn = false;
            return None;
        }

        var turnEnded = !server.InForeground && server.TurnEnd != 0 && Now >= server.TurnEnd;
        if (!server.LostTurn && !turnEnded)
        {
            return current;
        }

        server.LostTurn = false;
        Enqueue(current);
        return None;
    }

    private void Fill(PcpuSet free, int queue)
    {
        var waiting = _queues.First(queue);
        while (!free.IsEmpty && waiting != IndexLists.None)
        {
            var after = _queues.Next(waiting);
            var pcpu = FreeFor(waiting, free);
            if (pcpu != None)
            {
                _queues.Remove(waiting);
                free.Remove(pcpu);
                SetNext(pcpu, waiting);
            }

            waiting = after;
        }
    }

    /// <summary>
    /// A free core for a vCPU: its present one, else its last one, else the lowest. A core whose vCPU competes anew is
    /// taken from it only when no other is left, and then from the one that stands last: that one will not run.
    /// </summary>
    private int FreeFor(int vcpu, PcpuSet free)
    {
        var last = Vcpu(vcpu).LastPcpu;
        if (last != None && free.Contains(last) && _allowed[vcpu].Contains(last)
            && (CurrentOf(last) == vcpu || !Competes(CurrentOf(last))))
        {
            return last;
        }

        var owned = None;
        for (var pcpu = free.NextFrom(0); pcpu != None; pcpu = free.NextFrom(pcpu + 1))
        {
            if (!_allowed[vcpu].Contains(pcpu))
            {
                continue;
            }

            if (!Competes(CurrentOf(pcpu)))
            {
                return pcpu;
            }

            if (owned == None || GoesBefore(CurrentOf(owned), CurrentOf(pcpu)))
            {
                owned = pcpu;
            }
        }

        return owned;
    }

    private bool Competes(int vcpu) => vcpu != None && _queues.ListOf(vcpu) != IndexLists.None;

    private void Preempt(int queue)
    {
        var waiting = _queues.First(queue);
        while (waiting != IndexLists.None && _servers[waiting].InForeground)
        {
            var victim = _isGlobal ? LastOf(_allowed[waiting]) : OwnOf(queue, waiting);
            if (victim == None || Deadline(waiting) >= Deadline(_next[victim]))
            {
                if (victim != None && (!_isGlobal || victim == _latest.Winner))
                {
                    // Whoever waits behind it has no earlier deadline, and nobody runs who stands behind that one.
                    return;
                }

                // Another waiting vCPU may be allowed where a later deadline runs.
                waiting = _queues.Next(waiting);
                continue;
            }

            var displaced = _next[victim];
            if (CurrentOf(victim) == displaced)
            {
                Charge(displaced);
            }

            _queues.Remove(waiting);
            SetNext(victim, waiting);
            Enqueue(displaced);
            if (_isGlobal && !_free.IsEmpty)
            {
                // Whom affinity displaced may be allowed where nobody runs.
                Fill(_free, queue);
            }

            waiting = _queues.First(queue);
        }
    }

    private int OwnOf(int pcpu, int waiting) => _next[pcpu] != None && _allowed[waiting].Contains(pcpu) ? pcpu : None;

    /// <summary>The allowed core whose vCPU stands last in the order; O(1) where all are allowed.</summary>
    private int LastOf(PcpuSet allowed)
    {
        if (_latest.Winner == None || allowed.Contains(_latest.Winner))
        {
            return _latest.Winner;
        }

        var last = None;
        for (var pcpu = allowed.NextFrom(0); pcpu != None; pcpu = allowed.NextFrom(pcpu + 1))
        {
            if (_next[pcpu] != None && (last == None || GoesBefore(_next[last], _next[pcpu])))
            {
                last = pcpu;
            }
        }

        return last;
    }

    private long Deadline(int vcpu) => _servers[vcpu].EffectiveDeadline;

    private bool GoesBefore(int vcpu, int other)
    {
        ref readonly var server = ref _servers[vcpu];
        ref readonly var rival = ref _servers[other];
        if (server.EffectiveDeadline != rival.EffectiveDeadline)
        {
            return server.EffectiveDeadline < rival.EffectiveDeadline;
        }

        var turn = server.InForeground ? (_releaseFirst ? server.JobRelease : 0) : server.QueuedAt;
        var rivalTurn = rival.InForeground ? (_releaseFirst ? rival.JobRelease : 0) : rival.QueuedAt;
        return turn != rivalTurn ? turn < rivalTurn : vcpu < other;
    }

    /// <summary>Inserts a vCPU into its queue by the order: O(waiting by deadline); last in the background O(1).
    /// </summary>
    private void Enqueue(int vcpu)
    {
        _servers[vcpu].QueuedAt = Now;
        _servers[vcpu].TurnEnd = 0;
        var queue = QueueOf(vcpu);
        var last = _queues.Last(queue);
        if (last != None && !_servers[last].InForeground && GoesBefore(last, vcpu))
        {
            _queues.AddLast(queue, vcpu);
            return;
        }

        var before = _queues.First(queue);
        while (before != IndexLists.None && GoesBefore(before, vcpu))
        {
            before = _queues.Next(before);
        }

        _queues.AddBefore(queue, vcpu, before);
    }

    /// <summary>The order of cores by what they run next.</summary>
    private readonly struct LatestOrder : ITournamentOrder
    {
        private readonly EdfScheduler _scheduler;

        public LatestOrder(EdfScheduler scheduler) => _scheduler = scheduler;

        public bool Exceeds(int place, int other) =>
            _scheduler.GoesBefore(_scheduler._next[other], _scheduler._next[place]);
    }
}
