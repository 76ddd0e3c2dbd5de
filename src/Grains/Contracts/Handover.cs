namespace Xenisol.Grains;

/// <summary>
/// What must hold for a component to take messages: the run's epoch and how much it has handled before. A component
/// that lost its state, or belongs to an earlier epoch, notices.
/// </summary>
/// <param name="Epoch">The epoch of the run.</param>
/// <param name="HandledBefore">How many messages the component has handled so far.</param>
/// <param name="AtNanoseconds">The instant of the messages, or the boundary.</param>
/// <param name="Watched">Whether observations are wanted.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.handover")]
public readonly record struct Handover(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long HandledBefore,
    [property: Id(2)] long AtNanoseconds,
    [property: Id(3)] bool Watched);
