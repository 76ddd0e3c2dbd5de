namespace Xenisol.Emulation.Fleet;

/// <summary>Below this achieved level the customer gets this much of the base price back.</summary>
/// <param name="BelowPpm">Achieved level in parts per million.</param>
/// <param name="CreditPpm">Part of the base price in parts per million.</param>
public readonly record struct SlaLevel(int BelowPpm, int CreditPpm);
