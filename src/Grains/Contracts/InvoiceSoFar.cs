namespace Xenisol.Grains;

/// <summary>What a tenant owes for the virtual time emulated so far.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="AtNanoseconds">The boundary up to which it counts.</param>
/// <param name="Lines">One line per meter.</param>
/// <param name="TotalMicros">The sum in millionths of the currency.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.invoice")]
public sealed record InvoiceSoFar(
    [property: Id(0)] string Tenant,
    [property: Id(1)] string Plan,
    [property: Id(2)] long AtNanoseconds,
    [property: Id(3)] IReadOnlyList<InvoiceEntry> Lines,
    [property: Id(4)] long TotalMicros);
