namespace Xenisol.Emulation.Hypervisor.Sedf;

/// <content>Extra time: what no slice claims, in quanta of 500 µs.</content>
internal partial class SedfScheduler
{
    private const long Quantum = 500_000;
    private const int ScoreShift = 10;
    private const int WeightScore = 1 << 17;

    private readonly IndexLists _penalty;
    private readonly IndexLists _utilisation;

    /// <summary>The vCPU that gets the next quantum before <paramref name="until"/>, if a whole one is left.</summary>
    private int ChooseExtra(int pcpu, long until, out long slice)
    {
        slice = until - Now;
        if (slice < Quantum)
        {
            return None;
        }

        var next = _penalty.First(pcpu);
        var time = SedfTime.Penalty;
        if (next == None)
        {
            next = _utilisation.First(pcpu);
            time = SedfTime.Utilisation;
        }

        if (next != None)
        {
            _servers[next].Time = time;
            slice = Quantum;
        }

        return next;
    }

    private void LeaveExtra(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (server.Time == SedfTime.Penalty)
        {
            // One quantum ends the compensation, whatever was lost: else it could starve others for seconds.
            _penalty.Remove(vcpu);
            server.Lost = 0;
            server.WantsPenalty = false;
        }
        else
        {
            var before = server.UtilisationScore;
            _utilisation.Remove(vcpu);
            server.UtilisationScore = server.ExtraWeight == 0
                ? Score(server.Period, server.Slice)
                : WeightScore / server.ExtraWeight;
            if (!server.Asleep && server.ExtraTime)
            {
                JoinUtilisation(vcpu, before);
            }
        }

        server.Time = SedfTime.Guaranteed;
        if (server.Asleep)
        {
            _queues.Remove(vcpu);
            LeaveExtraQueues(vcpu);
        }
    }

    /// <summary>A short block: no guaranteed time in this period, but compensation in extra time.</summary>
    private void MissPeriod(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        server.Deadline += server.Period;
        if (server.BlockedAt != 0)
        {
            server.Lost = Math.Max(server.Slice - server.Used, 0);
            if (server.Lost > 0)
            {
                server.PenaltyScore = Score(server.Period, server.Lost);
                server.WantsPenalty = true;
                JoinPenalty(vcpu);
            }
        }

        server.Used = UsedAtBegin(vcpu, 0);
    }

    private void JoinPenalty(int vcpu)
    {
        var pcpu = Vcpu(vcpu).Pcpu;
        var before = _penalty.First(pcpu);
        while (before != None && _servers[vcpu].PenaltyScore >= _servers[before].PenaltyScore)
        {
            before = _penalty.Next(before);
        }

        _penalty.AddBefore(pcpu, vcpu, before);
    }

    /// <summary>Queues by score, lowered for all others by what the last quantum was worth: weighted round robin.
    /// </summary>
    private void JoinUtilisation(int vcpu, int worth)
    {
        var pcpu = Vcpu(vcpu).Pcpu;
        var place = None;
        for (var other = _utilisation.First(pcpu); other != None; other = _utilisation.Next(other))
        {
            ref var score = ref _servers[other].UtilisationScore;
            score = unchecked(score - worth);
            if (place == None && _servers[vcpu].UtilisationScore < score)
            {
                place = other;
            }
        }

        _utilisation.AddBefore(pcpu, vcpu, place);
    }

    private void LeaveExtraQueues(int vcpu)
    {
        if (_penalty.ListOf(vcpu) != IndexLists.None)
        {
            _penalty.Remove(vcpu);
        }

        if (_utilisation.ListOf(vcpu) != IndexLists.None)
        {
            _utilisation.Remove(vcpu);
        }
    }

    /// <summary>The inverse of a utilisation, in 1/1024, rounded down; cut to 32 bits as Xen does.</summary>
    private static int Score(long period, long slice) => unchecked((int)((period << ScoreShift) / slice));
}
