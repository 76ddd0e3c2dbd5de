using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests.Scheduling;

/// <summary>
/// The scheduler of one guest kernel: a run queue for each vCPU, of which one task is the current one. It decides who
/// is current; the domain demands CPU time for it and tells what was delivered.
/// </summary>
/// <remarks>
/// A task sleeps, waits in one of its vCPU's lists, or is current. Time is CPU time that the vCPU was given, not time
/// that passed: what the hypervisor withholds is charged to nobody, as with Linux' paravirtual steal accounting.
/// </remarks>
internal abstract class GuestScheduler
{
    /// <summary>No task.</summary>
    public const int None = IndexLists.None;

    /// <summary>Linux' sched_migration_cost: in ns; who ran more recently is hot in its caches.</summary>
    private const long HotNanoseconds = 500_000;

    private readonly int _listsPerVcpu;
    private GuestTask[] _tasks;
    private GuestRunqueue[] _runqueues;

    /// <summary>A scheduler all of whose tasks sleep.</summary>
    protected GuestScheduler(IReadOnlyList<GuestTask> tasks, int vcpus, int listsPerVcpu)
    {
        _tasks = [.. tasks];
        _listsPerVcpu = listsPerVcpu;
        _runqueues = new GuestRunqueue[vcpus];
        Array.Fill(_runqueues, new GuestRunqueue { Current = None, ExpiredSince = -1 });
        Waiting = new IndexLists(_tasks.Length, vcpus * listsPerVcpu);
    }

    /// <summary>The tasks.</summary>
    protected GuestTask[] Tasks => _tasks;

    /// <summary>The run queues, by vCPU.</summary>
    protected GuestRunqueue[] Runqueues => _runqueues;

    /// <summary>The tasks that wait.</summary>
    protected IndexLists Waiting { get; }

    /// <summary>How many tasks run or wait on a vCPU.</summary>
    public int RunnableOn(int vcpu) => (int)_runqueues[vcpu].Runnable;

    /// <summary>Whether a task runs or waits.</summary>
    public bool IsRunnable(int task) => _tasks[task].Runnable == 1;

    /// <summary>Whether a task runs or waits on a vCPU.</summary>
    public bool IsRunnableOn(int task, int vcpu) => _tasks[task].Runnable == 1 && _tasks[task].Vcpu == vcpu;

    /// <summary>The task that holds a vCPU, or <see cref="None"/>.</summary>
    public int CurrentOf(int vcpu) => (int)_runqueues[vcpu].Current;

    /// <summary>A task that slept waits on a vCPU, and may preempt the one that is current there.</summary>
    public void Wake(int task, int vcpu, VirtualTime now)
    {
        Invariant.Holds(_tasks[task].Runnable == 0);
        Place(task, vcpu, now.Nanoseconds);
        _tasks[task].Vcpu = vcpu;
        _tasks[task].Runnable = 1;
        _runqueues[vcpu].Runnable++;
        Insert(task, vcpu);
        PreemptFor(task, vcpu);
    }

    /// <summary>The current task of a vCPU has nothing left to do.</summary>
    public void Sleep(int vcpu, VirtualTime now)
    {
        ref var runqueue = ref _runqueues[vcpu];
        ref var task = ref _tasks[(int)runqueue.Current];
        Stopped(ref task);
        task.Runnable = 0;
        task.RanAt = task.SleptAt = now.Nanoseconds;
        runqueue.Current = None;
        runqueue.Runnable--;
    }

    /// <summary>Makes the next task current where that is due, and returns who is; <see cref="None"/> if no task is
    /// runnable.</summary>
    public int Choose(int vcpu, VirtualTime now)
    {
        ref var runqueue = ref _runqueues[vcpu];
        var current = (int)runqueue.Current;
        if (current != None)
        {
            ref var task = ref _tasks[current];
            if (runqueue.Reschedule == 0 || task.Kernel == 1)
            {
                return current;
            }

            Stopped(ref task);
            task.RanAt = now.Nanoseconds;
            PutBack(current, vcpu);
        }

        runqueue.Reschedule = 0;
        var next = runqueue.Runnable == 0 ? None : First(vcpu);
        runqueue.Current = next;
        if (next != None)
        {
            Waiting.Remove(next);
            _tasks[next].Ran = 0;
            Chosen(ref _tasks[next], now.Nanoseconds);
        }

        return next;
    }

    /// <summary>The current task of a vCPU received CPU time.</summary>
    public void Charge(int vcpu, long nanoseconds)
    {
        _tasks[(int)_runqueues[vcpu].Current].Ran += nanoseconds;
        Charged(vcpu, nanoseconds);
    }

    /// <summary>The timer tick of a vCPU; the current task has been charged up to it.</summary>
    public abstract void Tick(int vcpu, VirtualTime now);

    /// <summary>A task that waits on a vCPU and may be moved, or <see cref="None"/>.</summary>
    public int Movable(int vcpu, VirtualTime now)
    {
        // From the last list and task on: who has waited least is likely to wait longest.
        for (var list = ((vcpu + 1) * _listsPerVcpu) - 1; list >= vcpu * _listsPerVcpu; list--)
        {
            for (var task = Waiting.First(list); task != None; task = Waiting.Next(task))
            {
                if (_tasks[task].Bound == 0 && now.Nanoseconds - _tasks[task].RanAt >= HotNanoseconds)
                {
                    return task;
                }
            }
        }

        return None;
    }

    /// <summary>Moves a task that waits to another vCPU.</summary>
    public void Move(int task, int vcpu)
    {
        ref var moved = ref _tasks[task];
        Waiting.Remove(task);
        _runqueues[(int)moved.Vcpu].Runnable--;
        Moving(ref moved, vcpu);
        moved.Vcpu = vcpu;
        _runqueues[vcpu].Runnable++;
        Insert(task, vcpu);
        PreemptFor(task, vcpu);
    }

    /// <summary>Saves or loads it.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _tasks);
        state.Array(ref _runqueues);
        Waiting.Transfer(state);
    }

    /// <summary>Gives a task that wakes up on a vCPU its place there.</summary>
    protected abstract void Place(int task, int vcpu, long now);

    /// <summary>Puts a task into the list of those that wait.</summary>
    protected abstract void Insert(int task, int vcpu);

    /// <summary>Puts the task that was current back.</summary>
    protected virtual void PutBack(int task, int vcpu) => Insert(task, vcpu);

    /// <summary>Has the vCPU rescheduled if the task goes before the one that is current.</summary>
    protected abstract void PreemptFor(int task, int vcpu);

    /// <summary>The waiting task that goes first; there is one.</summary>
    protected abstract int First(int vcpu);

    /// <summary>A task becomes current.</summary>
    protected virtual void Chosen(ref GuestTask task, long now)
    {
    }

    /// <summary>A task stops being current.</summary>
    protected virtual void Stopped(ref GuestTask task)
    {
    }

    /// <summary>The current task was charged.</summary>
    protected virtual void Charged(int vcpu, long nanoseconds)
    {
    }

    /// <summary>A task leaves its vCPU for another.</summary>
    protected virtual void Moving(ref GuestTask task, int vcpu)
    {
    }
}
