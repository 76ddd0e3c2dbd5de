using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>A context switch.</summary>
/// <param name="At">When.</param>
/// <param name="Pcpu">On which pCPU.</param>
/// <param name="Vcpu">To which vCPU (index within the host); −1 to idle.</param>
public readonly record struct GoldenSwitch(VirtualTime At, int Pcpu, int Vcpu);
