using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <content>Load, and moving vCPUs between run queues.</content>
internal sealed partial class Credit2Scheduler
{
    /// <inheritdoc/>
    protected override int ChoosePcpu(int vcpu)
    {
        var queue = _credits[vcpu].NextQueue;
        _credits[vcpu].NextQueue = None;
        if (queue == None || !_affinity[vcpu].Intersects(_map.PcpusOf(queue)))
        {
            queue = LeastLoadedQueue(vcpu, out var soft);
            return Assign(vcpu, queue, soft);
        }

        return Assign(vcpu, queue, soft: false);
    }

    /// <summary>Of the run queues that a vCPU prefers, else of those it may use, the one with the least load.</summary>
    private int LeastLoadedQueue(int vcpu, out bool soft)
    {
        var (best, bestSoft) = (None, None);
        var (least, leastSoft) = (long.MaxValue, long.MaxValue);
        for (var queue = 0; queue < _queues.Length; queue++)
        {
            _mask.CopyFrom(_affinity[vcpu]);
            _mask.And(_map.PcpusOf(queue));
            if (_mask.IsEmpty)
            {
                continue;
            }

            // Its own load must not speak against where it is.
            var isOwn = _credits[vcpu].Queue == queue;
            var load = Math.Max(_queues[queue].ExpectedLoad - (isOwn ? _credits[vcpu].Load : 0), 0);
            if (load < least)
            {
                (best, least) = (queue, load);
            }

            if (HasSoftAffinity(vcpu) && load < leastSoft && _mask.Intersects(_softAffinity[vcpu]))
            {
                (bestSoft, leastSoft) = (queue, load);
            }
        }

        soft = bestSoft != None;
        return soft ? bestSoft : best;
    }

    /// <summary>Assigns a vCPU to a run queue; returns the next of its pCPUs in turn that suits.</summary>
    private int Assign(int vcpu, int queue, bool soft)
    {
        ref var credit = ref _credits[vcpu];
        if (credit.Queue != queue)
        {
            if (credit.Queue != None)
            {
                Leave(vcpu);
            }

            credit.Queue = queue;
            credit.Tickled = None;
            _members.AddLast(queue, vcpu);
            _queues[queue].MaxWeight = Math.Max(_queues[queue].MaxWeight, WeightOf(vcpu));
            _queues[queue].ExpectedLoad += credit.Load;
        }

        _mask.CopyFrom(_affinity[vcpu]);
        _mask.And(_map.PcpusOf(queue));
        if (soft)
        {
            _mask.And(_softAffinity[vcpu]);
        }

        ref var bias = ref _queues[queue].PickBias;
        bias = _mask.CycleAfter(bias);
        return bias;
    }

    private void Leave(int vcpu)
    {
        var queue = _credits[vcpu].Queue;
        _members.Remove(vcpu);
        if (WeightOf(vcpu) == _queues[queue].MaxWeight)
        {
            UpdateMaxWeight(queue);
        }

        ref var load = ref _queues[queue].ExpectedLoad;
        load = Math.Max(load - _credits[vcpu].Load, 0);
    }

    /// <summary>
    /// Compares a run queue with the one whose load differs most; if by enough, moves the vCPU of either, or swaps the
    /// two, that bring the loads closest together.
    /// </summary>
    private void BalanceLoad(int queue, int entering)
    {
        TrackQueue(queue, 0);
        var other = MostDifferentQueue(queue, out var difference);
        if (other == None || difference < ToleranceBetween(queue, other))
        {
            return;
        }

        UpdateLoads(queue);
        UpdateLoads(other);
        var (push, pull) = (None, None);
        for (var pushed = _members.First(queue); pushed != None; pushed = _members.Next(pushed))
        {
            if (IsMovable(pushed, other))
            {
                for (var pulled = _members.First(other); pulled != None; pulled = _members.Next(pulled))
                {
                    Consider(queue, other, pushed, pulled, ref difference, ref push, ref pull);
                }

                Consider(queue, other, pushed, None, ref difference, ref push, ref pull);
            }
        }

        for (var pulled = _members.First(other); pulled != None; pulled = _members.Next(pulled))
        {
            Consider(queue, other, None, pulled, ref difference, ref push, ref pull);
        }

        Move(push, other, entering);
        Move(pull, queue, entering);
    }

    private int MostDifferentQueue(int queue, out long difference)
    {
        difference = 0;
        var most = None;
        for (var other = 0; other < _queues.Length; other++)
        {
            if (other == queue)
            {
                continue;
            }

            TrackQueue(other, 0);
            var distance = Math.Abs(_queues[queue].ExpectedLoad - _queues[other].ExpectedLoad);
            if (distance > difference)
            {
                (most, difference) = (other, distance);
            }
        }

        return most;
    }

    private long ToleranceBetween(int queue, int other)
    {
        var load = Math.Max(_queues[queue].ExpectedLoad, _queues[other].ExpectedLoad);
        var pcpus = Math.Max(_map.SizeOf(queue), _map.SizeOf(other));
        return load < pcpus * LoadAverage.OfOne() ? _options.UnderTolerance : _options.OverTolerance;
    }

    private void Consider(
        int queue, int other, int pushed, int pulled, ref long difference, ref int push, ref int pull)
    {
        if (pulled != None && !IsMovable(pulled, queue))
        {
            return;
        }

        var moved = (pushed == None ? 0 : _credits[pushed].Load) - (pulled == None ? 0 : _credits[pulled].Load);
        var distance = Math.Abs(_queues[queue].ExpectedLoad - _queues[other].ExpectedLoad - (2 * moved));
        if (distance < difference)
        {
            (difference, push, pull) = (distance, pushed, pulled);
        }
    }

    private bool IsMovable(int vcpu, int queue) =>
        _credits[vcpu].NextQueue == None && _affinity[vcpu].Intersects(_map.PcpusOf(queue));

    private void Move(int vcpu, int queue, int entering)
    {
        if (vcpu == None)
        {
            return;
        }

        if (Vcpu(vcpu).Running || vcpu == entering)
        {
            // It leaves its pCPU first, and is assigned anew then.
            _credits[vcpu].NextQueue = queue;
            Vcpu(vcpu).Migrating = true;
            Tickle(Vcpu(vcpu).Pcpu);
            return;
        }

        var waits = IsWaiting(vcpu);
        if (waits)
        {
            _waiting.Remove(vcpu);
            TrackQueue(_credits[vcpu].Queue, -1);
        }

        Vcpu(vcpu).Pcpu = Assign(vcpu, queue, soft: false);
        if (waits)
        {
            TrackQueue(queue, 1);
            Enqueue(vcpu);
            TickleFor(vcpu);
        }
    }

    /// <summary>A vCPU begins (+1) or ceases (−1) to be runnable.</summary>
    private void TrackLoad(int vcpu, int change)
    {
        TrackQueue(_credits[vcpu].Queue, change);
        TrackVcpu(vcpu, wasRunnable: change < 0);
    }

    private void TrackQueue(int queue, int change)
    {
        ref var state = ref _queues[queue];
        var now = LoadAverage.TimeOf(Now);
        state.ExpectedLoad = LoadAverage.After(
            state.ExpectedLoad, state.Load, now - state.LoadUpdated, _options.LoadWindowShift);
        state.LoadUpdated = now;
        state.Load += change;
        Invariant.Holds(state.Load >= 0);
    }

    private void TrackVcpu(int vcpu, bool wasRunnable)
    {
        ref var credit = ref _credits[vcpu];
        var now = LoadAverage.TimeOf(Now);
        credit.Load = LoadAverage.After(
            credit.Load, wasRunnable ? 1 : 0, now - credit.LoadUpdated, _options.LoadWindowShift);
        credit.LoadUpdated = now;
    }

    private void UpdateLoads(int queue)
    {
        for (var vcpu = _members.First(queue); vcpu != None; vcpu = _members.Next(vcpu))
        {
            TrackVcpu(vcpu, Vcpu(vcpu).Runnable);
        }
    }
}
