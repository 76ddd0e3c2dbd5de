using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>How long a vCPU had run up to an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Runtime">Its cumulative running time.</param>
public readonly record struct GoldenRuntimeSample(VirtualTime At, Duration Runtime);
