namespace Xenisol.Emulation.Fleet;

/// <summary>A customer.</summary>
/// <param name="Name">Unique among tenants.</param>
/// <param name="Plan">The plan that is bought.</param>
public sealed record TenantPlan(string Name, string Plan);
