namespace Xenisol.Grains;

/// <summary>An order to advance, window by window, together with the other partitions.</summary>
/// <param name="Epoch">The epoch of the run.</param>
/// <param name="Window">The number of the first window.</param>
/// <param name="NextNanoseconds">The earliest pending message of all partitions: where the first window starts.</param>
/// <param name="UntilNanoseconds">Where to stop at the latest; what is due before it is handled.</param>
/// <param name="WallMilliseconds">The wall time after which all stop at their next common boundary.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.advance-order")]
public readonly record struct AdvanceOrder(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Window,
    [property: Id(2)] long NextNanoseconds,
    [property: Id(3)] long UntilNanoseconds,
    [property: Id(4)] int WallMilliseconds);
