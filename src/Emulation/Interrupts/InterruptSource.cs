namespace Xenisol.Emulation.Interrupts;

/// <summary>Something whose event channel is bound to a vCPU of the driver domain: the card, or an interface.</summary>
/// <param name="Load">CPU time that the promised bandwidths make it cost, in ns a second.</param>
/// <param name="Vcpu">The vCPU to which it is bound by hand; −1 where a balancer is to choose.</param>
internal readonly record struct InterruptSource(long Load, int Vcpu);
