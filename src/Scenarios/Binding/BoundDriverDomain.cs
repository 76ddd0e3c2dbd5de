using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Shaping;

namespace Xenisol.Scenarios.Binding;

/// <summary>A driver domain, the terms of its vCPUs, its token buckets, and what is bound by hand.</summary>
internal sealed record BoundDriverDomain(
    DriverDomainPlan Plan, CpuTerms Terms, BoundShaping Shaping, IReadOnlyList<BoundInterrupt> Interrupts);
