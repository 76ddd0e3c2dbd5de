namespace Xenisol.Grains;

/// <summary>How far a run is.</summary>
/// <param name="Phase">Where in its life it is.</param>
/// <param name="VirtualNanoseconds">The last boundary.</param>
/// <param name="DurationNanoseconds">The plan's end.</param>
/// <param name="Events">Messages handled so far.</param>
/// <param name="EventsPerSecond">Messages handled per second of the wall clock, since the start.</param>
/// <param name="WallSeconds">Wall-clock time since the start.</param>
/// <param name="Failure">Why it failed; empty unless it did.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.progress")]
public sealed record RunProgress(
    [property: Id(0)] RunPhase Phase,
    [property: Id(1)] long VirtualNanoseconds,
    [property: Id(2)] long DurationNanoseconds,
    [property: Id(3)] long Events,
    [property: Id(4)] double EventsPerSecond,
    [property: Id(5)] double WallSeconds,
    [property: Id(6)] string Failure)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool IsOver => Phase is RunPhase.Finished or RunPhase.Stopped or RunPhase.Failed;
}
