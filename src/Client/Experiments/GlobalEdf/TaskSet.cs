using Xenisol.Emulation.Randomness;

namespace Xenisol.Client.Experiments.GlobalEdf;

/// <summary>
/// Random periodic tasks of a given total work, by the recipe of Brandenburg and Anderson's studies of EDF on many
/// cores: utilisations and periods are uniform, and tasks are added until the total is reached; the last one takes what
/// is left. Integral: the same seed gives the same set everywhere.
/// </summary>
/// <param name="Tasks">The tasks, as they were drawn.</param>
internal sealed record TaskSet(IReadOnlyList<PeriodicTask> Tasks)
{
    /// <summary>The short periods of those studies.</summary>
    private const long PeriodMillisecondsMin = 3;

    private const long PeriodMillisecondsMax = 33;

    /// <summary>A task with less work than this would be more overhead than work.</summary>
    private const long WorkPpmMin = 10_000;

    /// <summary>Draws a set.</summary>
    /// <param name="random">What is drawn from.</param>
    /// <param name="totalPpm">Work of all tasks, in parts per million of one core.</param>
    /// <param name="leastPpm">The least work of a task.</param>
    /// <param name="mostPpm">The greatest work of a task.</param>
    public static TaskSet Draw(RandomStream random, long totalPpm, long leastPpm, long mostPpm)
    {
        List<PeriodicTask> tasks = [];
        for (var left = totalPpm; left >= WorkPpmMin;)
        {
            var period = random.NextBetween(PeriodMillisecondsMin, PeriodMillisecondsMax) * 1_000;
            var work = Math.Min(left, random.NextBetween(leastPpm, mostPpm));
            tasks.Add(new PeriodicTask(period, period * work / 1_000_000));
            left -= work;
        }

        return new TaskSet(tasks);
    }

    /// <summary>Whether first fit decreasing, the admission of partitioned schedulers, finds a core for each task.
    /// </summary>
    /// <param name="cores">How many cores.</param>
    /// <param name="limitPpm">What may be reserved on each.</param>
    public bool Partitions(int cores, long limitPpm)
    {
        var left = new long[cores];
        Array.Fill(left, limitPpm);
        foreach (var task in Tasks.OrderByDescending(task => task.ReservedPpm))
        {
            var core = Array.FindIndex(left, room => room >= task.ReservedPpm);
            if (core < 0)
            {
                return false;
            }

            left[core] -= task.ReservedPpm;
        }

        return true;
    }
}
