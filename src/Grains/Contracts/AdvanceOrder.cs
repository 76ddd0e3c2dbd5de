namespace Xenisol.Grains;

/// <summary>An order to advance by one window.</summary>
/// <param name="Epoch">The epoch of the run.</param>
/// <param name="Window">The number of the window.</param>
/// <param name="UntilNanoseconds">The end of the window; what is due before it is handled.</param>
/// <param name="WallMilliseconds">A lone partition stops at a boundary of its own after this much wall time; 0 goes to
/// the end.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.advance-order")]
public readonly record struct AdvanceOrder(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Window,
    [property: Id(2)] long UntilNanoseconds,
    [property: Id(3)] int WallMilliseconds);
