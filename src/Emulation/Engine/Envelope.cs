namespace Xenisol.Emulation.Engine;

/// <summary>A message together with its place in the total order.</summary>
/// <param name="Order">Instant, phase, rank and sequence.</param>
/// <param name="Message">What is said, and to whom.</param>
public readonly record struct Envelope(MessageOrder Order, Message Message)
{
    /// <summary>What is said, and to whom; a field, so that it is handed on by reference.</summary>
    public readonly Message Message = Message;
}
