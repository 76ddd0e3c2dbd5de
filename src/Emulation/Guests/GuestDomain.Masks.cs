using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <content>The limit of an upcall: what keeps it busy for too long stays masked for a while.</content>
internal sealed partial class GuestDomain
{
    /// <summary>For so many ticks a port stays masked (Linux' event_eoi_delay).</summary>
    private const int MaskedTicks = 10;

    private readonly Fifo<MaskedPort> _masked = new();
    private long _maskings;

    private int UnmaskTimer => _cpus.Length + (GuestApplication.Timers * _tasks.Length);

    /// <summary>
    /// A port of an interface that is handled when the upcall has run for its limit is masked; those of card and disk
    /// are not, since polling and the disk's single interrupt hold theirs back anyway.
    /// </summary>
    private void MaskIfLate(int vcpu, int port)
    {
        ref var cpu = ref _cpus[vcpu];
        if (cpu.UpcallSince == KernelCpu.NotYet)
        {
            cpu.UpcallSince = Out.Now.Nanoseconds;
        }

        var limit = _wiring.UpcallLimit.Nanoseconds;
        if (limit == 0
            || port == Backends.NetworkBackendWiring.CardPort
            || port == _wiring.FirstBlockPort
            || Out.Now.Nanoseconds - cpu.UpcallSince < limit)
        {
            return;
        }

        _maskings++;
        Out.Send(_wiring.EventChannels[port], MessageKind.EventMask, _wiring.End, 1);
        var until = Out.Now.Nanoseconds + (MaskedTicks * _wiring.Kernel.TickPeriod.Nanoseconds);
        _masked.Enqueue(new MaskedPort(port, until));
        if (_masked.Count == 1)
        {
            ArmUnmask();
        }
    }

    private void ArmUnmask() => Out.Arm(
        UnmaskTimer, VirtualTime.FromNanoseconds(_masked[0].Until), Phase.Timer, 0, MessageKind.UnmaskPorts);

    private void UnmaskPorts()
    {
        while (_masked.Count > 0 && _masked[0].Until <= Out.Now.Nanoseconds)
        {
            var port = (int)_masked.Dequeue().Port;
            Out.Send(_wiring.EventChannels[port], MessageKind.EventMask, _wiring.End, 0);
        }

        if (_masked.Count > 0)
        {
            ArmUnmask();
        }
    }
}
