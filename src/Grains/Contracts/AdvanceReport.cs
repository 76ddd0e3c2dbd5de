namespace Xenisol.Grains;

/// <summary>What a partition did; boundary, window and next message are the same on all partitions.</summary>
/// <param name="BoundaryNanoseconds">How far all came: everything before is handled.</param>
/// <param name="Window">The number of the next window.</param>
/// <param name="NextNanoseconds">The earliest pending message of all partitions.</param>
/// <param name="Events">Messages that this partition has handled since the start.</param>
/// <param name="Watched">What was seen on this partition.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.advance-report")]
public sealed record AdvanceReport(
    [property: Id(0)] long BoundaryNanoseconds,
    [property: Id(1)] long Window,
    [property: Id(2)] long NextNanoseconds,
    [property: Id(3)] long Events,
    [property: Id(4)] WatchedMessage[] Watched);
