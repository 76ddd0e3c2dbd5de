using System.Text.Json;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Reads what a file says about one schedule: its jobs, its totals and the time of its tasks.</summary>
internal static class EdfGoldenSchedule
{
    private const string Migrations = "migrations";

    /// <summary>From <c>server_events</c> on it is not compared, as the documentation says.</summary>
    private static readonly string[] Members =
        ["jobs", "totals", "cpu_time", "cpu_fraction", "server_events", "tie_sensitive"];

    private static readonly string[] Counts =
        ["jobs", "completed", "deadline_misses", "preemptions", Migrations, "context_switches"];

    private static readonly string[] OfJob =
    [
        "task", "job", "release", "deadline", "start", "finish", "missed", "aborted", "segments", "preemptions",
        Migrations,
    ];

    /// <summary>Members that are not read, with a star for the number.</summary>
    public static IEnumerable<string> NotRead(GoldenNode schedule)
    {
        SortedSet<string> others = new(schedule.Others(Members), StringComparer.Ordinal);
        others.UnionWith(
            (schedule.Given("totals")?.Others(Counts) ?? []).Select(member => $"totals.{member}"));
        foreach (GoldenNode job in schedule["jobs"].Items())
        {
            others.UnionWith(job.Others(OfJob).Select(member => $"jobs[*].{member}"));
            if (job.Given(Migrations) is not null && MigrationsOf(job) is null)
            {
                others.Add($"jobs[*].{Migrations}");
            }
        }

        return others;
    }

    /// <summary>The counts over all jobs, by the file's names.</summary>
    /// <exception cref="InvalidDataException">The migrations contradict the jobs' stretches.</exception>
    public static IReadOnlyDictionary<string, long> Totals(GoldenNode schedule)
    {
        if (schedule.Given("totals") is not GoldenNode totals)
        {
            return new Dictionary<string, long>();
        }

        long?[] moves = [.. schedule["jobs"].Items().Select(MigrationsOf)];
        if (totals.Given(Migrations) is GoldenNode told && moves.All(count => count is not null)
            && told.Whole() != moves.Sum())
        {
            throw told.Wrong($"must be {moves.Sum()}, the changes of core in the segments of the jobs");
        }

        return Counts.Where(count => totals.Given(count) is not null)
            .ToDictionary(count => count, count => totals[count].Whole());
    }

    /// <summary>A figure of each task; null where the file does not say.</summary>
    public static IEnumerable<GoldenNode?> OfTasks(GoldenNode schedule, string member, List<string> names)
    {
        GoldenNode? figures = schedule.Given(member);
        foreach ((string name, GoldenNode figure) in figures?.Fields() ?? [])
        {
            if (!names.Contains(name))
            {
                throw figure.Wrong("belongs to no task of the file");
            }
        }

        return names.Select(name => figures?.Given(name));
    }

    /// <summary>Reads a job.</summary>
    public static EdfGoldenJob Job(GoldenNode job, List<string> names, int cpus)
    {
        int task = names.IndexOf(job["task"].Text());
        if (task < 0)
        {
            throw job["task"].Wrong("must name a task of the file");
        }

        RequireMigrations(job);
        bool aborted = job.Given("aborted")?.Flag() == true;
        if (aborted && job.Given("finish") is GoldenNode end && job.Given("deadline") is GoldenNode deadline
            && end.Whole() != deadline.Whole())
        {
            throw end.Wrong($"must be the deadline, {deadline.Whole()}, at which the job is aborted");
        }

        return new EdfGoldenJob(
            task,
            Instant(job["release"]),
            InstantOrNone(job.Optional("start")),
            aborted ? VirtualTime.Never : InstantOrNone(job.Optional("finish")) ?? VirtualTime.Never,
            job.Given("missed")?.Flag(),
            [.. (job.Given("segments")?.Items() ?? []).Select(segment => Segment(segment, cpus))])
        {
            Number = job.Given("job")?.Whole(),
            Deadline = InstantOrNone(job.Optional("deadline")),
            Aborted = job.Given("aborted")?.Flag(),
            Preemptions = job.Given("preemptions")?.Whole(),
        };
    }

    /// <summary>Which core a job moves to is a choice of the placement rule, so that the count can only be held against
    /// the file's own segments.</summary>
    private static void RequireMigrations(GoldenNode job)
    {
        if (job.Given(Migrations) is GoldenNode told && MigrationsOf(job) is long moves && told.Whole() != moves)
        {
            throw told.Wrong($"must be {moves}, the changes of core in the job's segments");
        }
    }

    /// <summary>Null if the file does not tell the cores.</summary>
    private static long? MigrationsOf(GoldenNode job)
    {
        if (job.Given("segments") is not GoldenNode segments || segments.Items().Any(one => one.Items().Count < 3))
        {
            return null;
        }

        long[] cores = [.. segments.Items().Select(one => one.Items()[2].Whole())];
        return cores.Skip(1).Zip(cores).LongCount(pair => pair.First != pair.Second);
    }

    private static (VirtualTime Start, VirtualTime End) Segment(GoldenNode segment, int cpus)
    {
        IReadOnlyList<GoldenNode> values = segment.Items();
        if (values.Count is not (2 or 3))
        {
            throw segment.Wrong("must hold start, end and core");
        }

        if (values.Count == 3)
        {
            _ = values[2].WholeIn(0, cpus - 1);
        }

        return (Instant(values[0]), Instant(values[1]));
    }

    /// <summary>Never where the file says that there is none, null where it says nothing.</summary>
    private static VirtualTime? InstantOrNone(GoldenNode? given) =>
        given is not GoldenNode node ? null
        : node.Json.ValueKind == JsonValueKind.Null ? VirtualTime.Never
        : Instant(node);

    private static VirtualTime Instant(GoldenNode node) =>
        VirtualTime.FromNanoseconds(node.Nanoseconds(EdfGoldenTasks.Millisecond));
}
