using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// One answer of a logical process: a message to be queued, a timer to be armed or cancelled, or an observation.
/// The timeline gives it its sequence when it takes it.
/// </summary>
/// <param name="At">When it is due; <see cref="VirtualTime.Never"/> cancels the timer.</param>
/// <param name="Message">What is said, and to whom.</param>
/// <param name="Rank">The rank within the phase.</param>
/// <param name="Timer">The sender's own timer that this (re-)arms, or <see cref="NoTimer"/>.</param>
/// <param name="Phase">The phase in which it is handled.</param>
public readonly record struct Emission(VirtualTime At, Message Message, int Rank, short Timer, Phase Phase)
{
    /// <summary>What is said, and to whom; a field, so that it is handed on by reference.</summary>
    public readonly Message Message = Message;

    /// <summary>Not a timer: the message can no longer be taken back.</summary>
    public const short NoTimer = -1;
}
