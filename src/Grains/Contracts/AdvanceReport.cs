namespace Xenisol.Grains;

/// <summary>What a partition did in a window.</summary>
/// <param name="BoundaryNanoseconds">How far it came: everything before is handled.</param>
/// <param name="NextNanoseconds">Its earliest pending message, received ones not counted.</param>
/// <param name="Sent">For each partition the earliest message sent to it; <see cref="long.MaxValue"/> for none. Empty
/// if
/// nothing was sent.</param>
/// <param name="Events">Messages handled since the start.</param>
/// <param name="Watched">What was seen.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.advance-report")]
public sealed record AdvanceReport(
    [property: Id(0)] long BoundaryNanoseconds,
    [property: Id(1)] long NextNanoseconds,
    [property: Id(2)] long[] Sent,
    [property: Id(3)] long Events,
    [property: Id(4)] WatchedMessage[] Watched);
