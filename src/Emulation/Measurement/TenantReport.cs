using Xenisol.Emulation.Pricing;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a tenant pays.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Lines">One line per meter.</param>
/// <param name="Total">The sum of the lines.</param>
public sealed record TenantReport(string Tenant, string Plan, IReadOnlyList<InvoiceLine> Lines, Money Total);
