namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Counts over the jobs of a schedule.</summary>
/// <param name="Completed">Jobs that completed until the horizon.</param>
/// <param name="Misses">Jobs that missed their deadline.</param>
/// <param name="Preemptions">How often jobs lost their core before they completed.</param>
/// <param name="Stretches">Stretches in which a job held a core: each begins with a context switch.</param>
internal readonly record struct EdfCounts(long Completed, long Misses, long Preemptions, long Stretches)
{
    /// <summary>The counts with one job more.</summary>
    public EdfCounts With(EdfJobOutcome job) => new(
        Completed + (job.Finish is null ? 0 : 1),
        Misses + (job.Missed ? 1 : 0),
        Preemptions + job.Preemptions,
        Stretches + job.Stretches);
}
