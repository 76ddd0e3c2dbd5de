namespace Xenisol.Grains;

/// <summary>One line of an invoice.</summary>
/// <param name="Domain">The domain it is for.</param>
/// <param name="Meter"><c>base</c>, <c>cpu</c>, <c>egress</c> or <c>sla-credit</c>.</param>
/// <param name="Quantity">Nanoseconds, bytes, or the achieved level in parts per million.</param>
/// <param name="AmountMicros">What it costs in millionths of the currency; negative for a credit.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.invoice-entry")]
public sealed record InvoiceEntry(
    [property: Id(0)] string Domain,
    [property: Id(1)] string Meter,
    [property: Id(2)] long Quantity,
    [property: Id(3)] long AmountMicros);
