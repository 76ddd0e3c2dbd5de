using Xenisol.Emulation.Engine;

namespace Xenisol.Grains;

/// <summary>Something that was seen: a handled message, or an observation.</summary>
/// <param name="AtNanoseconds">When.</param>
/// <param name="Place">Its place in the order; 0 for observations.</param>
/// <param name="Component">Who handled it, or who observed it.</param>
/// <param name="IsObservation">Whether it is an observation.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Port">A small number whose meaning depends on the kind.</param>
/// <param name="A">First word of the payload.</param>
/// <param name="B">Second word of the payload.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.watched-message")]
public readonly record struct WatchedMessage(
    [property: Id(0)] long AtNanoseconds,
    [property: Id(1)] ulong Place,
    [property: Id(2)] int Component,
    [property: Id(3)] bool IsObservation,
    [property: Id(4)] MessageKind Kind,
    [property: Id(5)] ushort Port,
    [property: Id(6)] long A,
    [property: Id(7)] long B);
