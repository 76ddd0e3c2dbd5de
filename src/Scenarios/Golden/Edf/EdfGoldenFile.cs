using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>
/// Reads the EDF golden files: task sets in whole milliseconds with the schedules of an exact simulator, and
/// constant-bandwidth servers, soft and hard.
/// </summary>
public static class EdfGoldenFile
{
    internal const int CpusMax = 4_096;
    private const string Soft = "soft";
    private const string Hard = "hard";

    /// <summary>What the root may hold; from <c>category</c> on it changes nothing.</summary>
    private static readonly string[] Members =
    [
        "id", "time_unit", "policy", "cpus", "horizon", "semantics", "tasks", Soft, Hard, "oracle_fifo",
        "oracle_run_id", "category", "hyperperiod", "utilization", "tie_sensitive", "simso", "simso_equals_oracle_fifo",
        "simso_equals_oracle_run_id", "simso_finish_differences", "oracle_id", "oracle_idrev", "engine",
    ];

    internal const string Host = "host";
    internal const string Tenant = "golden";

    /// <summary>Reads a file: one scenario for each schedule that a scheduler of ours must equal.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file; the message names the file and the value.
    /// </exception>
    public static IReadOnlyList<EdfGoldenScenario> Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads the text of a file; <paramref name="name"/> appears in errors.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyList<EdfGoldenScenario> Parse(string json, string name)
    {
        using JsonDocument document = GoldenVerifiers.Parse(json, name);
        return Read(new GoldenNode(name, "$", document.RootElement));
    }

    /// <summary>Reads a file's root.</summary>
    internal static IReadOnlyList<EdfGoldenScenario> Read(GoldenNode root)
    {
        EdfGoldenSemantics.Require(root);
        return [.. Engines(root).Select(engine => Scenario(root, engine))];
    }

    /// <summary>Members of the root and of the schedules that are not read, with a star for the number.</summary>
    internal static IReadOnlyList<string> NotRead(GoldenNode root)
    {
        SortedSet<string> others = new(root.Others(Members), StringComparer.Ordinal);
        foreach (string engine in Engines(root))
        {
            others.UnionWith(EdfGoldenSchedule.NotRead(root[engine]).Select(member => $"{engine}.{member}"));
        }

        return [.. others];
    }

    /// <summary>
    /// On one core and partitioned, ties go to the earlier release; global, to the lower task. Where ties do not
    /// matter the file holds one schedule for both.
    /// </summary>
    private static IReadOnlyList<string> Engines(GoldenNode root)
    {
        // Plain tasks may stand in a file of servers without any server, and are the same in both modes then.
        List<string> engines = [.. new[] { Soft, Hard }.Where(mode => root.Given(mode) is not null)];
        string plain = IsGlobal(root) && root.Given("oracle_run_id") is not null ? "oracle_run_id" : "oracle_fifo";
        if (!IsServed(root) && root.Given(plain) is not null)
        {
            engines.Add(plain);
        }

        return engines.Count > 0 ? engines
            : throw root.Wrong(IsServed(root)
                ? "must have the schedules 'soft' or 'hard'"
                : "lacks 'oracle_fifo', the schedule to compare with (or 'oracle_run_id', 'soft' or 'hard')");
    }

    private static bool IsGlobal(GoldenNode root) =>
        root["cpus"].WholeIn(1, CpusMax) > 1 && root["tasks"].Items().All(task => task.Given("cpu") is null);

    private static bool IsServed(GoldenNode root) =>
        root["tasks"].Items().Any(task => task.Given("server") is not null);

    private static EdfGoldenScenario Scenario(GoldenNode root, string engine)
    {
        IReadOnlyList<GoldenNode> tasks = root["tasks"].DistinctItems("name");
        List<string> names = [.. tasks.Select(task => task["name"].Text())];
        GoldenNode schedule = root[engine];
        int cpus = root["cpus"].WholeIn(1, CpusMax);
        return new EdfGoldenScenario
        {
            Engine = engine,
            Plan = Plan(root, [.. tasks.Select(task => EdfGoldenTasks.Read(root, task, engine == Soft))], engine),
            Jobs = [.. schedule["jobs"].Items().Select(job => EdfGoldenSchedule.Job(job, names, cpus))],
            CpuTimes =
            [
                .. EdfGoldenSchedule.OfTasks(schedule, "cpu_time", names)
                    .Select(time => time?.Nanoseconds(EdfGoldenTasks.Millisecond)),
            ],
            CpuFractions =
                [.. EdfGoldenSchedule.OfTasks(schedule, "cpu_fraction", names).Select(part => part?.Decimal())],
            Totals = EdfGoldenSchedule.Totals(schedule),
        };
    }

    private static RunPlan Plan(GoldenNode root, IReadOnlyList<DomainPlan> domains, string engine) => new()
    {
        Name = root["id"].Text(),
        Seed = 0,
        Duration = EdfGoldenTasks.Positive(root["horizon"]),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = Host,
                Cores = root["cpus"].WholeIn(1, CpusMax),
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan
                {
                    Kind = IsGlobal(root) ? SchedulerKind.GlobalEdf : SchedulerKind.Edf,
                    ReservationLimitPpm = 1_000_000,

                    // The servers' oracle has one rule of ties on any number of cores.
                    EarlierReleaseFirst = engine is Soft or Hard ? true : null,
                    AdmissionOff = true,
                },
            },
        ],
        Plans = [new TariffPlan { Name = Tenant }],
        Tenants = [new TenantPlan(Tenant, Tenant)],
        Domains = domains,
    };
}
