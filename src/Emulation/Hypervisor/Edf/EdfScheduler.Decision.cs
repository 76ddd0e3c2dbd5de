namespace Xenisol.Emulation.Hypervisor.Edf;

/// <content>Who runs where: the earliest deadlines, with as few moves as that allows.</content>
internal sealed partial class EdfScheduler
{
    /// <inheritdoc/>
    protected override void BeforePass()
    {
        if (_isGlobal)
        {
            Decide(0, PcpuCount, 0);
            return;
        }

        for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
        {
            if (Pcpus[pcpu].RescheduleRequested)
            {
                Decide(pcpu, pcpu + 1, pcpu);
            }
        }
    }

    /// <summary>Decides for the cores from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    private void Decide(int first, int end, int queue)
    {
        var free = 0;
        for (var pcpu = first; pcpu < end; pcpu++)
        {
            _next[pcpu] = Keep(pcpu, queue);
            free += _next[pcpu] == None ? 1 : 0;
        }

        Fill(first, end, queue, free);
        Preempt(first, end, queue);
        for (var pcpu = first; pcpu < end; pcpu++)
        {
            if (_next[pcpu] != CurrentOf(pcpu))
            {
                Request(pcpu);
            }
        }
    }

    /// <summary>The vCPU that a core runs, unless it cannot go on or competes anew.</summary>
    private int Keep(int pcpu, int queue)
    {
        var current = CurrentOf(pcpu);
        if (current == None)
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
        if (!server.LostTurn && !turnEnded && QueueOf(current) == queue)
        {
            return current;
        }

        server.LostTurn = false;
        Enqueue(current);
        if (QueueOf(current) != queue)
        {
            Request(_home[current]);
        }

        return None;
    }

    private void Fill(int first, int end, int queue, int free)
    {
        var waiting = _queues.First(queue);
        while (free > 0 && waiting != IndexLists.None)
        {
            var after = _queues.Next(waiting);
            var pcpu = FreeFor(waiting, first, end);
            if (pcpu != None)
            {
                _queues.Remove(waiting);
                _next[pcpu] = waiting;
                free--;
            }

            waiting = after;
        }
    }

    /// <summary>
    /// A free core for a vCPU: its present one, else its last one, else the lowest. A core whose vCPU competes anew is
    /// taken from it only when no other is left, and then from the one that stands last: that one will not run.
    /// </summary>
    private int FreeFor(int vcpu, int first, int end)
    {
        var last = Vcpu(vcpu).LastPcpu;
        if (last >= first && last < end && _next[last] == None && _allowed[vcpu].Contains(last)
            && (CurrentOf(last) == vcpu || !Competes(CurrentOf(last))))
        {
            return last;
        }

        var owned = None;
        for (var pcpu = first; pcpu < end; pcpu++)
        {
            if (_next[pcpu] != None || !_allowed[vcpu].Contains(pcpu))
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

    private void Preempt(int first, int end, int queue)
    {
        var waiting = _queues.First(queue);
        while (waiting != IndexLists.None && _servers[waiting].InForeground)
        {
            var victim = LastOf(_allowed[waiting], first, end);
            if (victim == None || Deadline(waiting) >= Deadline(_next[victim]))
            {
                if (victim != None && !_isGlobal)
                {
                    return;
                }

                // Another waiting vCPU may be allowed where a later deadline runs.
                waiting = _queues.Next(waiting);
                continue;
            }

            var displaced = _next[victim];
            _queues.Remove(waiting);
            _next[victim] = waiting;
            Enqueue(displaced);
            waiting = _queues.First(queue);
        }
    }

    /// <summary>The allowed core whose vCPU stands last in the order; none while one of them idles.</summary>
    private int LastOf(PcpuSet allowed, int first, int end)
    {
        var last = None;
        for (var pcpu = first; pcpu < end; pcpu++)
        {
            if (_next[pcpu] != None && allowed.Contains(pcpu)
                && (last == None || GoesBefore(_next[last], _next[pcpu])))
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

        var turn = server.InForeground ? (_isGlobal ? 0 : server.JobRelease) : server.QueuedAt;
        var rivalTurn = rival.InForeground ? (_isGlobal ? 0 : rival.JobRelease) : rival.QueuedAt;
        return turn != rivalTurn ? turn < rivalTurn : vcpu < other;
    }

    /// <summary>Inserts a vCPU into its queue by the order; O(waiting).</summary>
    private void Enqueue(int vcpu)
    {
        _servers[vcpu].QueuedAt = Now;
        _servers[vcpu].TurnEnd = 0;
        var queue = QueueOf(vcpu);
        var before = _queues.First(queue);
        while (before != IndexLists.None && GoesBefore(before, vcpu))
        {
            before = _queues.Next(before);
        }

        _queues.AddBefore(queue, vcpu, before);
    }
}
