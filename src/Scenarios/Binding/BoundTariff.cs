using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Binding;

/// <summary>A plan, the terms of the vCPUs that it sells, and the shaping of a domain's transmission, if any.</summary>
internal sealed record BoundTariff(TariffPlan Plan, CpuTerms Terms, ShapingPlan? Shaping);
