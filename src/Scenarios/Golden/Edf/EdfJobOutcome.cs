using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>What became of a job in the emulation; instants in ns.</summary>
/// <param name="Deadline">Its absolute deadline; null if it has none.</param>
/// <param name="Start">When it first held a core; null if it did not.</param>
/// <param name="Finish">When it completed; null if it did not until the horizon, or was dropped.</param>
/// <param name="Missed">Whether it missed its deadline.</param>
/// <param name="Aborted">Whether it was dropped at its deadline.</param>
/// <param name="Stretches">In how many stretches it held a core.</param>
internal readonly record struct EdfJobOutcome(
    long? Deadline, long? Start, long? Finish, bool Missed, bool Aborted, int Stretches)
{
    /// <summary>How often it lost its core before it completed.</summary>
    public int Preemptions => Math.Max(Stretches - 1, 0);

    /// <summary>The next job of a task, in the order of releases.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="run">The run, which has ended.</param>
    /// <param name="runs">When its jobs held a core.</param>
    /// <param name="job">The file's job.</param>
    /// <param name="among">Which one, if several of the task were released at that instant.</param>
    public static EdfJobOutcome Of(RunPlan plan, EdfRun run, EdfJobRuns runs, EdfGoldenJob job, int among)
    {
        WorkloadPlan workload = (WorkloadPlan)plan.Domains[job.Task].Applications[0];
        long release = job.Release.Nanoseconds;
        long? deadline = workload.Deadline > Duration.Zero ? release + workload.Deadline.Nanoseconds : null;
        long? finish = run.FinishOf(job.Task, release, among);
        (long? start, int stretches) = runs.Next(job.Task, release, finish);
        bool late = finish is long at ? at > deadline : deadline <= plan.Duration.Nanoseconds;
        return new EdfJobOutcome(
            deadline, start, finish, late, late && finish is null && workload.AbortsLate, stretches);
    }
}
