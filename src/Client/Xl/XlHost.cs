using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>A host and its domains, the driver domain first.</summary>
internal sealed record XlHost(HostPlan Plan, IReadOnlyList<DomainSummary> Domains);
