using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <content>
/// What decisions cost. Where cores share a run queue, a decision holds the queue's lock: for the decision itself, for
/// every vCPU that it scans, and for handing the lock on, which grows with the cores that hold it or wait (each of them
/// has the lock's cache line). A core that decides while others hold the lock waits, and that is hypervisor time.
/// </content>
internal abstract partial class HostScheduler
{
    private QueueLock[] _locks;

    /// <summary>Which shared queue a pCPU's decisions lock; <see cref="None"/> if it has a queue of its own.</summary>
    protected virtual int LockOf(int pcpu) => None;

    /// <summary>How many vCPUs a pCPU's decision scans in the shared queue.</summary>
    protected virtual int ScannedBy(int pcpu) => 0;

    /// <summary>Overheads that a pCPU is not yet through with.</summary>
    protected long OverheadLeft(int pcpu) => Math.Max(_pcpus[pcpu].OverheadUntilNanoseconds - Now, 0);

    /// <summary>
    /// A clock that stands still while a pCPU works off overheads: what passes on it is the progress of its vCPU. It
    /// mirrors the core's own accounts, since both are told of every overhead in the same instant.
    /// </summary>
    protected long ProgressClock(int pcpu) => Now - (_pcpus[pcpu].OverheadNanoseconds - OverheadLeft(pcpu));

    private void Burden(int pcpu, long overhead)
    {
        ref var state = ref _pcpus[pcpu];
        state.OverheadUntilNanoseconds = Math.Max(state.OverheadUntilNanoseconds, Now) + overhead;
        state.OverheadNanoseconds += overhead;
    }

    /// <summary>What the decision costs the core: the same sum that the core owes.</summary>
    /// <returns>What a shared queue adds to the invocation, in ns.</returns>
    private long BurdenDecision(int pcpu, int previous, int next)
    {
        if (next == previous && next == None)
        {
            return 0;
        }

        var sharing = TakeLock(pcpu);
        var cost = _machine.SchedulerInvocation;
        if (next != previous)
        {
            cost += _machine.ContextSwitch;
            if (next != None)
            {
                cost += IsFromElsewhere(next, pcpu) ? _machine.MigrationRefill : _machine.CacheRefill;
            }
        }

        Burden(pcpu, cost.Nanoseconds + sharing);
        return sharing;
    }

    /// <summary>Scanning, handing on and waiting, in ns. While the core is not through with earlier overheads it does
    /// not wait: that time is accounted already.</summary>
    private long TakeLock(int pcpu)
    {
        var queue = LockOf(pcpu);
        if (queue == None || _machine.SchedulerInvocation == Duration.Zero)
        {
            return 0;
        }

        var scanning = _machine.SchedulerScan.Nanoseconds == 0
            ? 0
            : _machine.SchedulerScan.Nanoseconds * ScannedBy(pcpu);
        ref var queueLock = ref _locks[queue];
        var handingOn = queueLock.FreeAtNanoseconds <= Now
            ? 0
            : _machine.SchedulerLock.Nanoseconds * Contending(pcpu, queue);
        var got = queueLock.Take(Now, _machine.SchedulerInvocation.Nanoseconds + scanning + handingOn);
        var waiting = Math.Max(got - Math.Max(Now, _pcpus[pcpu].OverheadUntilNanoseconds), 0);
        _pcpus[pcpu].LockUntilNanoseconds = queueLock.FreeAtNanoseconds;
        return scanning + handingOn + waiting;
    }

    /// <summary>How many other cores hold a queue's lock or wait for it.</summary>
    private int Contending(int pcpu, int queue)
    {
        var contending = 0;
        for (var other = 0; other < _pcpus.Length; other++)
        {
            var isContending = _pcpus[other].LockUntilNanoseconds > Now && other != pcpu && LockOf(other) == queue;
            contending += isContending ? 1 : 0;
        }

        return contending;
    }
}
