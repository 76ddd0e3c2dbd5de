using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>
/// A domain, the terms of its vCPUs, the name before its count was expanded, and where it was written.
/// </summary>
internal sealed record BoundDomain(DomainPlan Plan, CpuTerms Terms, string Family, SourcePosition Position);
