namespace Xenisol.Emulation.Fleet;

/// <summary>The event channel of a domain's interface is bound by hand.</summary>
/// <param name="Domain">The guest's name.</param>
/// <param name="Vcpu">The driver domain's vCPU.</param>
public sealed record DomainBinding(string Domain, int Vcpu);
