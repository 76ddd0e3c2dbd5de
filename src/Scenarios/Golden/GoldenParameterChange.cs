using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>All scheduling parameters of a domain are set at an instant of the run.</summary>
/// <param name="At">When.</param>
/// <param name="Domain">The domain's number in the file.</param>
/// <param name="Terms">Credit: the new weight and cap; RTDS and SEDF: the new period and slice (budget).</param>
public sealed record GoldenParameterChange(VirtualTime At, int Domain, VcpuPlan Terms);
