using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>A domain's weight and cap are both set at an instant of the run.</summary>
/// <param name="At">When.</param>
/// <param name="Domain">The domain's name.</param>
/// <param name="Weight">The new weight.</param>
/// <param name="CapPercent">The new cap in percent of one pCPU; 0 is no cap.</param>
public sealed record GoldenParameterChange(VirtualTime At, string Domain, int Weight, int CapPercent);
