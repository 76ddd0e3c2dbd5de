using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <content>The timer tick.</content>
internal sealed partial class GuestDomain
{
    /// <summary>What is left of the tick on an isolated vCPU with one task, as Linux' nohz_full leaves it.</summary>
    private static readonly Duration ResidualTickPeriod = Duration.FromSeconds(1);

    private void StartTicks()
    {
        for (var i = 0; i < _cpus.Length; i++)
        {
            // Guests boot at different times, so their ticks do not coincide.
            ArmTick(i, Duration.FromNanoseconds(_noise.NextBelow(TickPeriodOf(i).Nanoseconds)));
        }
    }

    private Duration TickPeriodOf(int vcpu) =>
        _wiring.Isolated[vcpu] && _cpus[vcpu].FullTick == 0 ? ResidualTickPeriod : _wiring.Kernel.TickPeriod;

    private void ArmTick(int vcpu, Duration after) =>
        Out.Arm(vcpu, Out.Now + after, Phase.Timer, 0, MessageKind.GuestTick, vcpu);

    private void HandleTick(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.FullTick = _wiring.Isolated[vcpu] && _scheduler.RunnableOn(vcpu) > 1 ? 1 : 0;
        ArmTick(vcpu, TickPeriodOf(vcpu));
        if (cpu.Blocked == 1)
        {
            cpu.TicksIdle++;
        }
        else if (cpu.TickQueued == 1)
        {
            cpu.TicksLost++;
        }
        else
        {
            cpu.TickQueued = 1;
            var machine = _wiring.Machine;
            QueueKernelWork(
                vcpu,
                KernelWork.Tick,
                _noise.NextHeavyTailed(machine.GuestTick.Nanoseconds, machine.GuestTickMax.Nanoseconds));
        }
    }

    private void FinishTick(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        cpu.TickQueued = 0;
        cpu.Ticks++;
        _scheduler.Tick(vcpu, Out.Now);
        if (!_wiring.Isolated[vcpu] && cpu.Ticks % _balanceTicks == 0)
        {
            Balance(vcpu);
        }
    }

    /// <summary>Several tasks on an isolated vCPU need the whole tick to take turns.</summary>
    private void RestartTick(int vcpu)
    {
        ref var cpu = ref _cpus[vcpu];
        if (_wiring.Isolated[vcpu] && cpu.FullTick == 0 && _scheduler.RunnableOn(vcpu) > 1)
        {
            cpu.FullTick = 1;
            ArmTick(vcpu, TickPeriodOf(vcpu));
        }
    }
}
