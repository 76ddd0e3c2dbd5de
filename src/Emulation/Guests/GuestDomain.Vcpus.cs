using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Guests.Scheduling;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <content>The vCPUs: what is demanded from the core, and what happens once it is done.</content>
internal sealed partial class GuestDomain
{
    private void QueueKernelWork(int vcpu, long kind, long costNanoseconds, long a = 0, long b = 0)
    {
        ref var work = ref _kernelWork[vcpu].Append();
        work.Remaining = costNanoseconds;
        work.Done = 0;
        work.Kind = kind;
        work.A = a;
        work.B = b;
        ref var cpu = ref _cpus[vcpu];
        MeterArrival(vcpu, costNanoseconds);
        Unblock(vcpu);
        if (cpu.OnCore == 0)
        {
            return;
        }

        if (cpu.Running == KernelCpu.Nothing)
        {
            DemandNext(vcpu);
        }
        else if (cpu.Running >= 0)
        {
            Recall(vcpu);
        }
    }

    private void Unblock(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        if (cpu.Blocked == 1)
        {
            cpu.Blocked = 0;
            Out.Send(_wiring.Scheduler, MessageKind.Wake, _wiring.FirstVcpu + vcpu);
        }
    }

    private void MeterArrival(int vcpu, long workNanoseconds)
    {
        if (_meters.Length > 0)
        {
            _meters[vcpu].WorkArrived(Out.Now, Amount(workNanoseconds));
        }
    }

    private void Recall(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        if (cpu.Recalling == 0)
        {
            cpu.Recalling = 1;
            Out.Send((int)cpu.Core, MessageKind.Recall, _wiring.FirstVcpu + vcpu, 0, cpu.Epoch);
        }
    }

    private void HandleStarted(in Message message)
    {
        var vcpu = message.Port - _wiring.FirstVcpu;
        ref var cpu = ref _cpus[vcpu];
        cpu.OnCore = 1;
        cpu.Core = message.A;
        cpu.Epoch = message.B;
        MeterStart(vcpu);
        DemandNext(vcpu);
    }

    private void HandleStopped(in Message message)
    {
        var vcpu = message.Port - _wiring.FirstVcpu;
        _cpus[vcpu].OnCore = 0;
        TakeBack(vcpu, message.A, lostCore: true);
    }

    private void HandleRecalled(in Message message)
    {
        var vcpu = message.Port - _wiring.FirstVcpu;
        TakeBack(vcpu, message.A, lostCore: false);
        MeterStart(vcpu);
        DemandNext(vcpu);
    }

    /// <summary>The demand ended early; −1 says that the core never took it.</summary>
    private void TakeBack(int vcpu, long remaining, bool lostCore)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.Recalling = 0;
        if (cpu.Running == KernelCpu.Nothing)
        {
            // It blocked in this instant and ran nothing since.
            MeterRan(vcpu, 0);
            return;
        }

        var consumed = remaining < 0 ? 0 : cpu.Demanded - remaining;
        if (cpu.Running >= 0 && Out.Watched)
        {
            _tasks[cpu.Running].ObserveRun(this, runs: false, lostCore);
        }

        Consume(vcpu, consumed);
        cpu.Running = KernelCpu.Nothing;
    }

    private void HandleJobDone(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];

        // A recall that crossed the completion finds nothing and is not answered.
        cpu.Recalling = 0;
        var running = cpu.Running;
        Consume(vcpu, cpu.Demanded);
        MeterStart(vcpu);
        if (running == KernelCpu.Kernel)
        {
            ref readonly var work = ref _kernelWork[vcpu][0];
            var (kind, a, b) = (work.Kind, work.A, work.B);
            _kernelWork[vcpu].Drop();
            cpu.Running = KernelCpu.Completing;
            CompleteKernelWork(vcpu, kind, a, b);
        }
        else
        {
            cpu.Running = KernelCpu.Completing;
            CompleteJob(vcpu, _tasks[running]);
        }

        cpu.Running = KernelCpu.Nothing;
        DemandNext(vcpu);
    }

    private void MeterStart(int vcpu)
    {
        if (_meters.Length > 0)
        {
            _meters[vcpu].Started(Out.Now);
        }
    }

    private void MeterRan(int vcpu, long consumed)
    {
        if (_meters.Length > 0)
        {
            _meters[vcpu].Ran(Out.Now, Duration.FromNanoseconds(consumed));
        }
    }

    private void CompleteJob(int vcpu, GuestApplication task)
    {
        Invariant.Holds(task.Remaining == 0);
        _completing = task.Index;
        _goesOn = false;
        task.Complete(this);
        _completing = GuestScheduler.None;
        if (!_goesOn)
        {
            _scheduler.Sleep(vcpu, Out.Now);
        }
    }

    private void Consume(int vcpu, long consumed)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.Delivered += consumed;
        MeterRan(vcpu, consumed);
        if (cpu.Running == KernelCpu.Kernel)
        {
            cpu.KernelTime += consumed;
            ref var work = ref _kernelWork[vcpu][0];
            work.Remaining -= consumed;
            work.Done += consumed;
            _books?.Ran(work, consumed);
            return;
        }

        var task = _tasks[cpu.Running];
        task.Remaining -= consumed;
        cpu.KernelTime += task.IsKernel ? consumed : 0;
        _scheduler.Charge(vcpu, consumed);
        if (consumed > 0)
        {
            task.Ran(this, consumed);
        }
    }

    /// <summary>Demands the most urgent work of a vCPU that holds a core, or blocks it where there is none.</summary>
    private void DemandNext(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        if (cpu.Running != KernelCpu.Nothing)
        {
            return;
        }

        if (_kernelWork[vcpu].Count > 0)
        {
            cpu.Running = KernelCpu.Kernel;
            cpu.Demanded = _kernelWork[vcpu][0].Remaining;
        }
        else if (ChooseTask(vcpu) is var task and not GuestScheduler.None)
        {
            cpu.Running = task;
            cpu.Demanded = _tasks[task].Remaining;
            if (Out.Watched)
            {
                _tasks[task].ObserveRun(this, runs: true, lostCore: false);
            }
        }
        else
        {
            RunOutOfWork(vcpu);
            return;
        }

        cpu.Idling = 0;
        Out.Send((int)cpu.Core, MessageKind.Demand, _wiring.FirstVcpu + vcpu, cpu.Demanded, cpu.Epoch);
    }

    /// <summary>
    /// Nothing is left to do. The driver domain first lets the backend answer what it was told in this instant: with
    /// more work it goes on, and does not block between two pieces. Then comes the way through the idle loop, then the
    /// vCPU blocks.
    /// </summary>
    private void RunOutOfWork(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        if (cpu.Idling == 1)
        {
            cpu.Idling = 0;
            Block(vcpu);
        }
        else if (!_wiring.IsDriver)
        {
            Idle(vcpu);
        }
        else if (cpu.Settling == 0)
        {
            cpu.Settling = 1;
            Out.Remind(Out.Now, Phase.Reschedule, 0, MessageKind.Settle, vcpu);
        }
    }

    private void HandleSettle(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.Settling = 0;
        if (cpu.OnCore == 1 && cpu.Running == KernelCpu.Nothing)
        {
            // Nothing was answered: whatever came would have been demanded.
            Idle(vcpu);
        }
    }

    private void Idle(int vcpu)
    {
        var cost = _wiring.Machine.GuestIdle.Nanoseconds;
        if (cost == 0)
        {
            Block(vcpu);
            return;
        }

        QueueKernelWork(vcpu, KernelWork.Idle, cost);
    }

    private void Block(int vcpu)
    {
        _cpus[vcpu].Blocked = 1;
        if (_meters.Length > 0)
        {
            _meters[vcpu].Idle(Out.Now);
        }

        Out.Send(_wiring.Scheduler, MessageKind.Block, _wiring.FirstVcpu + vcpu);
    }
}
