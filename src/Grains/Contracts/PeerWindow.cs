namespace Xenisol.Grains;

/// <summary>What a partition tells each other one at the end of a window.</summary>
/// <param name="Epoch">The epoch of the run.</param>
/// <param name="Window">The number of the window.</param>
/// <param name="From">The index of the partition.</param>
/// <param name="NextNanoseconds">The earliest message that it has pending or has sent in this window.</param>
/// <param name="WantsStop">Whether all are to stop at this boundary.</param>
/// <param name="Failure">Why it cannot go on; empty unless it failed.</param>
/// <param name="Blob">The messages for the receiver; empty for none.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.peer-window")]
public sealed record PeerWindow(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Window,
    [property: Id(2)] int From,
    [property: Id(3)] long NextNanoseconds,
    [property: Id(4)] bool WantsStop,
    [property: Id(5)] string Failure,
    [property: Id(6)] byte[] Blob);
