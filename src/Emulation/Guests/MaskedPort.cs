namespace Xenisol.Emulation.Guests;

/// <summary>A port that is masked for a while.</summary>
/// <param name="Port">The port.</param>
/// <param name="Until">When it is unmasked, in ns.</param>
internal readonly record struct MaskedPort(long Port, long Until);
