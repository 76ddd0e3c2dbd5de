using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Guests.Scheduling;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <content>The tasks: how they wake up, who runs, and on which vCPU.</content>
internal sealed partial class GuestDomain
{
    /// <summary>
    /// Time between two looks of a busy vCPU at the others, for each of the domain's vCPUs: Linux' balance interval of
    /// 1 ms a processor times its busy factor of 16.
    /// </summary>
    private const long BalanceNanoseconds = 16_000_000;

    // The task whose job is being completed in this handler, and whether it has another one; no state.
    private int _completing = GuestScheduler.None;
    private bool _goesOn;

    /// <inheritdoc/>
    public void Wake(GuestApplication application)
    {
        if (application.Index == _completing)
        {
            _goesOn = true;
            MeterArrival(application.Vcpu, application.Remaining);
            return;
        }

        var vcpu = PlaceOf(application);
        application.Vcpu = vcpu;
        var machine = _wiring.Machine;
        var cost = application.IsKernel
            ? 0
            : _wakes.NextHeavyTailed(machine.GuestWake.Nanoseconds, machine.GuestWakeMax.Nanoseconds);
        MeterArrival(vcpu, application.Remaining);
        if (cost > 0 || _cpus[vcpu].Running >= 0)
        {
            // A running task is interrupted even by a wake-up that costs nothing: who goes on is decided on what it
            // has received.
            QueueKernelWork(vcpu, KernelWork.Wake, cost, application.Index);
            return;
        }

        MakeRunnable(vcpu, application.Index);
        Unblock(vcpu);
        if (_cpus[vcpu].OnCore == 1)
        {
            DemandNext(vcpu);
        }
    }

    /// <inheritdoc/>
    public void AnnounceAction(GuestApplication application, Duration period, Duration slice) =>
        Out.Send(
            _wiring.Scheduler,
            MessageKind.ActionAnnounced,
            _wiring.FirstVcpu + application.Vcpu,
            period.Nanoseconds,
            slice.Nanoseconds);

    private void MakeRunnable(int vcpu, int task)
    {
        _scheduler.Wake(task, vcpu, Out.Now);
        RestartTick(vcpu);
    }

    /// <summary>Where a task wakes up: where it was, unless that vCPU is busy and another idles.</summary>
    private int PlaceOf(GuestApplication application)
    {
        if (application.Bound || _cpus[application.Vcpu].Blocked == 1)
        {
            return application.Vcpu;
        }

        for (var i = 0; i < _cpus.Length; i++)
        {
            if (!_wiring.Isolated[i] && _cpus[i].Blocked == 1)
            {
                return i;
            }
        }

        return application.Vcpu;
    }

    /// <summary>The task that the vCPU runs next; one of another vCPU if it has none of its own.</summary>
    private int ChooseTask(int vcpu)
    {
        var task = _scheduler.Choose(vcpu, Out.Now);
        if (task != GuestScheduler.None || _wiring.Isolated[vcpu] || _cpus.Length == 1)
        {
            return task;
        }

        var busiest = Busiest(vcpu);
        if (_scheduler.RunnableOn(busiest) > 1 && Pull(busiest, vcpu))
        {
            task = _scheduler.Choose(vcpu, Out.Now);
        }

        return task;
    }

    /// <summary>
    /// A busy vCPU looks at the others: it takes a task from one that has two more, or gives one to one that idles.
    /// </summary>
    private void Balance(int vcpu)
    {
        var busiest = Busiest(vcpu);
        if (_scheduler.RunnableOn(busiest) >= _scheduler.RunnableOn(vcpu) + 2)
        {
            Pull(busiest, vcpu);
            return;
        }

        for (var i = 0; i < _cpus.Length && _scheduler.RunnableOn(vcpu) > 1; i++)
        {
            if (!_wiring.Isolated[i] && _cpus[i].Blocked == 1 && Pull(vcpu, i))
            {
                Unblock(i);
                if (_cpus[i].OnCore == 1)
                {
                    DemandNext(i);
                }
            }
        }
    }

    /// <summary>The housekeeping vCPU with the most runnable tasks beside the given one; the first among equals.
    /// </summary>
    private int Busiest(int vcpu)
    {
        var busiest = vcpu;
        for (var i = 0; i < _cpus.Length; i++)
        {
            if (i != vcpu
                && !_wiring.Isolated[i]
                && (busiest == vcpu || _scheduler.RunnableOn(i) > _scheduler.RunnableOn(busiest)))
            {
                busiest = i;
            }
        }

        return busiest;
    }

    private bool Pull(int from, int to)
    {
        var task = from == to ? GuestScheduler.None : _scheduler.Movable(from, Out.Now);
        if (task == GuestScheduler.None)
        {
            return false;
        }

        _scheduler.Move(task, to);
        _tasks[task].Vcpu = to;
        MeterArrival(to, _tasks[task].Remaining);
        if (_meters.Length > 0)
        {
            _meters[from].WorkIs(Out.Now, Amount(WorkOn(from)));
        }

        return true;
    }

    private long WorkOn(int vcpu)
    {
        var work = 0L;
        for (var i = 0; i < _kernelWork[vcpu].Count; i++)
        {
            work += _kernelWork[vcpu][i].Remaining;
        }

        foreach (var task in _tasks)
        {
            if (_scheduler.IsRunnableOn(task.Index, vcpu))
            {
                work = Math.Min(work + task.Remaining, GuestApplication.Endless);
            }
        }

        return work;
    }

    private static Duration Amount(long nanoseconds) => nanoseconds >= GuestApplication.Endless
        ? CpuPromiseMeter.Endless
        : Duration.FromNanoseconds(nanoseconds);
}
