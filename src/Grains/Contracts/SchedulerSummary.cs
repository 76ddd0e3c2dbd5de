namespace Xenisol.Grains;

/// <summary>A host's scheduler with the parameters that hold for the whole host.</summary>
/// <param name="Policy">Its name, such as <c>credit</c>.</param>
/// <param name="HasTimeslice">Whether timeslice and migration delay can be set.</param>
/// <param name="HasRatelimit">Whether the rate limit can be set.</param>
/// <param name="TimesliceNanoseconds">The timeslice.</param>
/// <param name="RatelimitNanoseconds">The rate limit; 0 is off.</param>
/// <param name="MigrationDelayNanoseconds">For how long a vCPU that ran is not stolen.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.scheduler-summary")]
public sealed record SchedulerSummary(
    [property: Id(0)] string Policy,
    [property: Id(1)] bool HasTimeslice,
    [property: Id(2)] bool HasRatelimit,
    [property: Id(3)] long TimesliceNanoseconds,
    [property: Id(4)] long RatelimitNanoseconds,
    [property: Id(5)] long MigrationDelayNanoseconds);
