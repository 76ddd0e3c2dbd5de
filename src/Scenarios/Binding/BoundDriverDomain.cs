using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Shaping;

namespace Xenisol.Scenarios.Binding;

/// <summary>A driver domain, the terms of its vCPUs, and its token buckets.</summary>
internal sealed record BoundDriverDomain(DriverDomainPlan Plan, CpuTerms Terms, BoundShaping Shaping);
