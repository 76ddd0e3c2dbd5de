namespace Xenisol.Emulation.Fleet;

/// <summary>The class through which a domain sends.</summary>
/// <param name="Domain">The name of the domain.</param>
/// <param name="ClassId">A leaf of the host's tree; 0 lets its frames bypass the tree.</param>
public sealed record DomainClass(string Domain, int ClassId);
