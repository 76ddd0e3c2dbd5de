using Xenisol.Emulation.Engine;

namespace Xenisol.Grains;

/// <summary>
/// A command of the run's log: given again at the same instant and position, it gives the same digest.
/// </summary>
/// <param name="Position">The position in the log, from 0; the order among commands of one instant.</param>
/// <param name="AtNanoseconds">The instant: a boundary of the run.</param>
/// <param name="Component">The path of the component, <c>host/kind/name</c>.</param>
/// <param name="Kind">What is commanded.</param>
/// <param name="Port">A small number whose meaning depends on the kind.</param>
/// <param name="A">First word of the payload.</param>
/// <param name="B">Second word of the payload.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.command")]
public sealed record LoggedCommand(
    [property: Id(0)] int Position,
    [property: Id(1)] long AtNanoseconds,
    [property: Id(2)] string Component,
    [property: Id(3)] MessageKind Kind,
    [property: Id(4)] ushort Port,
    [property: Id(5)] long A,
    [property: Id(6)] long B);
