using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <content>Timers of a machine that takes time to notice them.</content>
internal abstract partial class HostScheduler
{
    private RandomStream _timerLateness;

    /// <summary>Gives it the run's seed, before it starts: draws how late each timer is.</summary>
    internal void SeedTimers(ulong seed) => _timerLateness = new RandomStream(seed, Name, "timer-lateness");

    /// <summary>When a timer that is due at an instant fires: late by what the machine needs for it.</summary>
    protected VirtualTime Expiry(VirtualTime due) => _machine.TimerLateness > Duration.Zero
        ? due + Duration.FromNanoseconds(_timerLateness.NextBetween(0, _machine.TimerLateness.Nanoseconds))
        : due;

    /// <summary>Arms the end of a pCPU's slice, wherever it stood before; negative for none.</summary>
    protected void ArmSlice(int pcpu, long slice)
    {
        if (slice < 0)
        {
            Out.Cancel(pcpu);
            return;
        }

        Out.Arm(pcpu, Expiry(Out.Now + Duration.FromNanoseconds(slice)), Phase.Timer, 0, MessageKind.SliceEnd, pcpu);
    }
}
