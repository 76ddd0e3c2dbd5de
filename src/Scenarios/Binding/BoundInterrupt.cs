using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>The event channel of a domain, or of all that a count made of one, is bound to a vCPU by hand.</summary>
/// <param name="Domain">The name as it was written.</param>
/// <param name="Vcpu">The driver domain's vCPU.</param>
/// <param name="Position">Where it was written.</param>
internal sealed record BoundInterrupt(string Domain, int Vcpu, SourcePosition Position);
