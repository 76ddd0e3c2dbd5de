using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>What a pCPU did in a golden scenario.</summary>
/// <param name="Busy">Time in which it ran a vCPU.</param>
/// <param name="Switches">Context switches on it, to idle included.</param>
public readonly record struct GoldenPcpuResult(Duration Busy, long Switches);
