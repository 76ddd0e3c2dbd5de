using System.Numerics;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests.Scheduling;

/// <summary>
/// The completely fair scheduler of Linux 6.1 (kernel/sched/fair.c) for tasks of equal weight: the task with the least
/// virtual runtime goes first. Insertion O(waiting tasks), choice O(1).
/// </summary>
/// <remarks>
/// <para>Slice: latency / n for n ≤ latency / granularity runnable tasks, else the granularity. The tick preempts who
/// ran longer than its slice, or longer than the granularity and is a slice ahead of the first that waits
/// (check_preempt_tick).</para>
/// <para>Who wakes is placed no further back than half a latency behind the least virtual runtime (place_entity,
/// GENTLE_FAIR_SLEEPERS), and preempts who is more than the wake-up granularity ahead (wakeup_preempt_entity).</para>
/// </remarks>
internal sealed class FairScheduler : GuestScheduler
{
    private const long LatencyNanoseconds = 6_000_000;
    private const long MinGranularityNanoseconds = 750_000;
    private const long WakeupGranularityNanoseconds = 1_000_000;

    private readonly long _latency;
    private readonly long _minGranularity;
    private readonly long _wakeupGranularity;

    /// <summary>A scheduler all of whose tasks sleep.</summary>
    public FairScheduler(GuestKernelPlan plan, IReadOnlyList<GuestTask> tasks, int vcpus)
        : base(tasks, vcpus, listsPerVcpu: 1)
    {
        // SCHED_TUNABLESCALING_LOG, Linux' default: more processors, longer slices.
        var factor = 1 + BitOperations.Log2((uint)Math.Min(vcpus, 8));
        _latency = Scaled(plan.Latency, LatencyNanoseconds);
        _minGranularity = Scaled(plan.MinGranularity, MinGranularityNanoseconds);
        _wakeupGranularity = Scaled(plan.WakeupGranularity, WakeupGranularityNanoseconds);

        long Scaled(Duration given, long standard) => given > Duration.Zero ? given.Nanoseconds : standard * factor;
    }

    /// <inheritdoc/>
    public override void Tick(int vcpu, VirtualTime now)
    {
        ref var runqueue = ref Runqueues[vcpu];
        if (runqueue.Current == None || runqueue.Runnable < 2)
        {
            return;
        }

        ref var current = ref Tasks[(int)runqueue.Current];
        var slice = SliceAmong(runqueue.Runnable);
        var ahead = current.VirtualRuntime - Tasks[Waiting.First(vcpu)].VirtualRuntime;
        if (current.Ran > slice || (current.Ran >= _minGranularity && ahead > slice))
        {
            runqueue.Reschedule = 1;
        }
    }

    /// <inheritdoc/>
    protected override void Place(int task, int vcpu, long now)
    {
        ref var woken = ref Tasks[task];
        Moving(ref woken, vcpu);
        var least = Runqueues[vcpu].MinVirtualRuntime - (_latency / 2);
        woken.VirtualRuntime = Math.Max(woken.VirtualRuntime, least);
    }

    /// <inheritdoc/>
    protected override void Insert(int task, int vcpu)
    {
        var runtime = Tasks[task].VirtualRuntime;
        var before = Waiting.First(vcpu);
        while (before != None && Tasks[before].VirtualRuntime <= runtime)
        {
            before = Waiting.Next(before);
        }

        if (before == None)
        {
            Waiting.AddLast(vcpu, task);
        }
        else
        {
            Waiting.AddBefore(vcpu, task, before);
        }
    }

    /// <inheritdoc/>
    protected override void PreemptFor(int task, int vcpu)
    {
        ref var runqueue = ref Runqueues[vcpu];
        if (runqueue.Current != None
            && Tasks[(int)runqueue.Current].VirtualRuntime - Tasks[task].VirtualRuntime > _wakeupGranularity)
        {
            runqueue.Reschedule = 1;
        }
    }

    /// <inheritdoc/>
    protected override int First(int vcpu) => Waiting.First(vcpu);

    /// <inheritdoc/>
    protected override void Charged(int vcpu, long nanoseconds)
    {
        ref var runqueue = ref Runqueues[vcpu];
        ref var current = ref Tasks[(int)runqueue.Current];
        current.VirtualRuntime += nanoseconds;
        var least = current.VirtualRuntime;
        if (runqueue.Runnable > 1)
        {
            least = Math.Min(least, Tasks[Waiting.First(vcpu)].VirtualRuntime);
        }

        runqueue.MinVirtualRuntime = Math.Max(runqueue.MinVirtualRuntime, least);
    }

    /// <inheritdoc/>
    protected override void Moving(ref GuestTask task, int vcpu) =>
        task.VirtualRuntime +=
            Runqueues[vcpu].MinVirtualRuntime - Runqueues[(int)task.Vcpu].MinVirtualRuntime;

    private long SliceAmong(long runnable) =>
        runnable > _latency / _minGranularity ? _minGranularity : _latency / runnable;
}
