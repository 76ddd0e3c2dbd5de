using Xenisol.Emulation.Pricing;

namespace Xenisol.Emulation.Measurement;

/// <summary>One line of an invoice.</summary>
/// <param name="Domain">The domain it is for.</param>
/// <param name="Meter"><c>base</c>, <c>cpu</c>, <c>egress</c> or <c>sla-credit</c>.</param>
/// <param name="Quantity">Nanoseconds, bytes, or the achieved level in parts per million.</param>
/// <param name="Amount">What it costs; negative for a credit.</param>
public sealed record InvoiceLine(string Domain, string Meter, long Quantity, Money Amount);
