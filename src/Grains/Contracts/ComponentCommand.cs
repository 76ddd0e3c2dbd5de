using Xenisol.Emulation.Engine;

namespace Xenisol.Grains;

/// <summary>A command that has no instant yet: the run gives it the next boundary.</summary>
/// <param name="Component">The path of the component, <c>host/kind/name</c>.</param>
/// <param name="Kind">What is commanded.</param>
/// <param name="Port">A small number whose meaning depends on the kind.</param>
/// <param name="A">First word of the payload.</param>
/// <param name="B">Second word of the payload.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.component-command")]
public sealed record ComponentCommand(
    [property: Id(0)] string Component,
    [property: Id(1)] MessageKind Kind,
    [property: Id(2)] ushort Port,
    [property: Id(3)] long A,
    [property: Id(4)] long B);
