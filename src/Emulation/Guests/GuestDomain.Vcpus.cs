using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <content>The vCPUs: what is demanded from the core, and what happens once it is done.</content>
internal sealed partial class GuestDomain
{
    /// <inheritdoc/>
    public void Wake(GuestApplication application)
    {
        var vcpu = application.Vcpu;
        var runnable = _runnable[vcpu];
        runnable.Enqueue(application.Index);
        ref var cpu = ref _cpus[vcpu];
        Unblock(vcpu, application.Remaining);
        if (cpu.OnCore == 1 && cpu.Running == KernelCpu.Nothing)
        {
            DemandNext(vcpu);
        }
        else if (cpu.Running >= 0 && runnable.Count == 2 && _wiring.Machine.GuestTimeslice.Nanoseconds > 0)
        {
            // The running application had no end to its turn while it was alone.
            Recall(vcpu);
        }
    }

    private void QueueKernelWork(int vcpu, long kind, long costNanoseconds, long a = 0, long b = 0)
    {
        _kernelWork[vcpu].Enqueue(new KernelWork { Remaining = costNanoseconds, Kind = kind, A = a, B = b });
        ref var cpu = ref _cpus[vcpu];
        Unblock(vcpu, costNanoseconds);
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

    private void Unblock(int vcpu, long workNanoseconds)
    {
        ref var cpu = ref _cpus[vcpu];
        if (_meters.Length > 0)
        {
            _meters[vcpu].WorkArrived(
                Out.Now,
                workNanoseconds == GuestApplication.Endless
                    ? CpuPromiseMeter.Endless
                    : Duration.FromNanoseconds(workNanoseconds));
        }

        if (cpu.Blocked == 1)
        {
            cpu.Blocked = 0;
            Out.Send(_wiring.Scheduler, MessageKind.Wake, _wiring.FirstVcpu + vcpu);
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
            _applications[cpu.Running].ObserveRun(this, runs: false, lostCore);
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
            var work = _kernelWork[vcpu].Dequeue();
            cpu.Running = KernelCpu.Completing;
            CompleteKernelWork(vcpu, work);
        }
        else
        {
            cpu.Running = KernelCpu.Completing;
            CompleteTurn(vcpu, _applications[running]);
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

    private void CompleteTurn(int vcpu, GuestApplication application)
    {
        ref var cpu = ref _cpus[vcpu];
        var runnable = _runnable[vcpu];
        Invariant.Holds(runnable.Dequeue() == application.Index);
        cpu.SliceOwner = KernelCpu.Nothing;
        if (application.Remaining > 0)
        {
            if (Out.Watched)
            {
                application.ObserveRun(this, runs: false, lostCore: false);
            }

            runnable.Enqueue(application.Index);
            return;
        }

        application.Complete(this);
    }

    private void Consume(int vcpu, long consumed)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.Delivered += consumed;
        MeterRan(vcpu, consumed);
        if (cpu.Running == KernelCpu.Kernel)
        {
            cpu.KernelTime += consumed;
            _kernelWork[vcpu][0].Remaining -= consumed;
            return;
        }

        _applications[cpu.Running].Remaining -= consumed;
        cpu.SliceLeft -= consumed;
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
        else if (_runnable[vcpu].Count > 0)
        {
            ChooseApplication(vcpu);
        }
        else
        {
            cpu.Blocked = 1;
            if (_meters.Length > 0)
            {
                _meters[vcpu].Idle(Out.Now);
            }

            Out.Send(_wiring.Scheduler, MessageKind.Block, _wiring.FirstVcpu + vcpu);
            return;
        }

        Out.Send((int)cpu.Core, MessageKind.Demand, _wiring.FirstVcpu + vcpu, cpu.Demanded, cpu.Epoch);
    }

    private void ChooseApplication(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        var runnable = _runnable[vcpu];
        var slice = _wiring.Machine.GuestTimeslice.Nanoseconds;
        var shares = runnable.Count > 1 && slice > 0;
        if (shares && cpu.SliceOwner == runnable[0] && cpu.SliceLeft <= 0)
        {
            // Its turn ended while it was alone, or to the nanosecond with a recall.
            runnable.Enqueue(runnable.Dequeue());
        }

        var application = _applications[runnable[0]];
        if (cpu.SliceOwner != application.Index)
        {
            cpu.SliceOwner = application.Index;
            cpu.SliceLeft = slice;
        }

        cpu.Running = application.Index;
        cpu.Demanded = shares ? Math.Min(application.Remaining, cpu.SliceLeft) : application.Remaining;
        if (Out.Watched)
        {
            application.ObserveRun(this, runs: true, lostCore: false);
        }
    }
}
