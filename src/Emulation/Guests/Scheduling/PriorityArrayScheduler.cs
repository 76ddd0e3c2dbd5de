using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests.Scheduling;

/// <summary>
/// The O(1) scheduler of Linux 2.6.18 (kernel/sched.c) for tasks of nice 0: two arrays of priority lists on each vCPU,
/// timeslices charged by the tick, and a bonus for who sleeps much. Every operation O(1).
/// </summary>
/// <remarks>
/// <para>Priority = 120 + 5 − bonus, bonus = sleep credit in tenths of the most there is, 1 s. Sleeping earns it,
/// running costs it, divided by the bonus. Who wakes preempts a current task of a higher number.</para>
/// <para>At the end of its slice a task goes to the expired array, unless it is interactive (priority ≤ 118) and nobody
/// starves there. When the active array is empty, the arrays change places. Interactive tasks of one priority take
/// turns within the slice.</para>
/// </remarks>
internal sealed class PriorityArrayScheduler : GuestScheduler
{
    private const int StaticPriority = 120;
    private const int MaxBonus = 10;
    private const int BestPriority = StaticPriority - (MaxBonus / 2);
    private const int Priorities = MaxBonus + 1;

    /// <summary>TASK_INTERACTIVE: nice 0 needs a priority two better than its static one.</summary>
    private const int InteractivePriority = StaticPriority - 2;

    /// <summary>MAX_SLEEP_AVG and STARVATION_LIMIT: ten default timeslices.</summary>
    private const long SleepAverageMax = 1_000_000_000;

    private readonly long _sliceTicks;
    private readonly long _turnTicks;
    private readonly long _interactiveSleep;

    /// <summary>A scheduler all of whose tasks sleep.</summary>
    public PriorityArrayScheduler(GuestKernelPlan plan, IReadOnlyList<GuestTask> tasks, int vcpus)
        : base(tasks, vcpus, listsPerVcpu: 2 * Priorities)
    {
        var tick = plan.TickPeriod.Nanoseconds;
        _sliceTicks = Math.Max(1, plan.Timeslice.Nanoseconds / tick);
        _turnTicks = Math.Max(1, 10_000_000 / tick) * vcpus;

        // INTERACTIVE_SLEEP of nice 0: what makes a task just interactive, less one tick.
        _interactiveSleep = (SleepAverageMax * 8 / MaxBonus) - tick;
        foreach (ref var task in Tasks.AsSpan())
        {
            task.SliceTicks = _sliceTicks;
            task.WokenAt = -1;
            task.Priority = PriorityOf(task);
        }
    }

    /// <inheritdoc/>
    public override void Tick(int vcpu, VirtualTime now)
    {
        ref var runqueue = ref Runqueues[vcpu];
        if (runqueue.Current == None)
        {
            return;
        }

        ref var current = ref Tasks[(int)runqueue.Current];
        current.SliceTicks--;
        if (current.SliceTicks <= 0)
        {
            EndSlice(ref runqueue, ref current, now.Nanoseconds);
            return;
        }

        var turn = _turnTicks << Math.Max(0, (MaxBonus - BonusOf(current)) - 1);
        if (current.Priority <= InteractivePriority
            && (_sliceTicks - current.SliceTicks) % turn == 0
            && current.SliceTicks >= turn)
        {
            current.Yields = 1;
            runqueue.Reschedule = 1;
        }
    }

    /// <inheritdoc/>
    protected override void Place(int task, int vcpu, long now)
    {
        ref var woken = ref Tasks[task];
        CreditSleep(ref woken, now - woken.SleptAt);
        woken.WokenAt = now;
        woken.Expires = 0;
        woken.Yields = 1;
    }

    /// <inheritdoc/>
    protected override void Chosen(ref GuestTask task, long now)
    {
        if (task.WokenAt >= 0)
        {
            // Who was woken by an interrupt is credited the wait for its turn too (SLEEP_INTERRUPTED); all are here.
            CreditSleep(ref task, now - task.WokenAt);
            task.WokenAt = -1;
        }
    }

    /// <inheritdoc/>
    protected override void Insert(int task, int vcpu)
    {
        ref var inserted = ref Tasks[task];
        var array = inserted.Expires == 1 ? 1 - Runqueues[vcpu].ActiveArray : Runqueues[vcpu].ActiveArray;
        var list = ListOf(vcpu, array, inserted.Priority);
        if (inserted.Yields == 1)
        {
            Waiting.AddLast(list, task);
        }
        else
        {
            // Who was preempted has the rest of its slice before its equals.
            Waiting.AddFirst(list, task);
        }

        inserted.Expires = 0;
        inserted.Yields = 0;
    }

    /// <inheritdoc/>
    protected override void PreemptFor(int task, int vcpu)
    {
        ref var runqueue = ref Runqueues[vcpu];
        if (runqueue.Current != None && Tasks[task].Priority < Tasks[(int)runqueue.Current].Priority)
        {
            runqueue.Reschedule = 1;
        }
    }

    /// <inheritdoc/>
    protected override int First(int vcpu)
    {
        ref var runqueue = ref Runqueues[vcpu];
        var first = FirstOf(vcpu, runqueue.ActiveArray);
        if (first == None)
        {
            runqueue.ActiveArray = 1 - runqueue.ActiveArray;
            runqueue.ExpiredSince = -1;
            first = FirstOf(vcpu, runqueue.ActiveArray);
        }

        return first;
    }

    /// <inheritdoc/>
    protected override void Stopped(ref GuestTask task)
    {
        var cost = Math.Min(task.Ran, SleepAverageMax) / Math.Max(1, BonusOf(task));
        task.SleepAverage = Math.Max(0, task.SleepAverage - cost);
    }

    /// <inheritdoc/>
    protected override void Moving(ref GuestTask task, int vcpu) => task.Yields = 1;

    /// <summary>recalc_task_prio.</summary>
    private void CreditSleep(ref GuestTask task, long nanoseconds)
    {
        if (task.Kernel == 0 && nanoseconds > _interactiveSleep && task.SleepAverage < _interactiveSleep)
        {
            // One long sleep makes nobody more than just interactive.
            task.SleepAverage = _interactiveSleep;
        }
        else
        {
            task.SleepAverage = Math.Min(task.SleepAverage + nanoseconds, SleepAverageMax);
        }

        task.Priority = PriorityOf(task);
    }

    private void EndSlice(ref GuestRunqueue runqueue, ref GuestTask current, long now)
    {
        current.SliceTicks = _sliceTicks;
        current.Priority = PriorityOf(current);
        current.Yields = 1;
        runqueue.Reschedule = 1;
        if (runqueue.ExpiredSince < 0)
        {
            runqueue.ExpiredSince = now;
        }

        // EXPIRED_STARVING: a limit for each runnable task.
        var starves = now - runqueue.ExpiredSince > SleepAverageMax * runqueue.Runnable;
        current.Expires = current.Priority > InteractivePriority || starves ? 1 : 0;
    }

    private int FirstOf(int vcpu, long array)
    {
        for (var priority = BestPriority; priority < BestPriority + Priorities; priority++)
        {
            var first = Waiting.First(ListOf(vcpu, array, priority));
            if (first != None)
            {
                return first;
            }
        }

        return None;
    }

    private static int ListOf(int vcpu, long array, long priority) =>
        (int)((((vcpu * 2) + array) * Priorities) + (priority - BestPriority));

    private static int BonusOf(in GuestTask task) => (int)(task.SleepAverage * MaxBonus / SleepAverageMax);

    private static long PriorityOf(in GuestTask task) => StaticPriority + (MaxBonus / 2) - BonusOf(task);
}
