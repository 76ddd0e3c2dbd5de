namespace Xenisol.Emulation.Backends;

/// <summary>A frame in the card's transmit ring.</summary>
/// <param name="Interface">The interface that it came from.</param>
/// <param name="Slot">The reference to its slot.</param>
internal readonly record struct CardFrame(long Interface, long Slot);
