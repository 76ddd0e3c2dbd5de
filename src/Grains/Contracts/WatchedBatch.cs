namespace Xenisol.Grains;

/// <summary>
/// The next things that were seen, in the order of the run: by instant, then timeline, then as handled.
/// </summary>
/// <param name="Messages">What was seen; may be empty while the run goes on.</param>
/// <param name="IsLast">Whether nothing more will come.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.watched-batch")]
public sealed record WatchedBatch(
    [property: Id(0)] WatchedMessage[] Messages,
    [property: Id(1)] bool IsLast);
