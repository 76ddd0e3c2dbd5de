using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Reads the measurements of Linux SCHED_DEADLINE.</summary>
public static class EdfKernelFile
{
    /// <summary>What the kernel lets reservations sum up to, per core (sched_rt_runtime 950000/1000000).</summary>
    public const int LimitPpm = 950_000;

    private const int CpusMax = 4_096;
    private const int ReclaimFlag = 2;

    /// <summary>Reset on fork and a signal at overruns change no schedule.</summary>
    private const int KnownFlags = ReclaimFlag | 1 | 4;
    private const long PartsPerMillion = 1_000_000;
    private const string WithOverhead = "oracle_hard_cbs_job_cpu_plus_30us";

    /// <summary>What a repetition tells of a task; from <c>start_late_us</c> on it is not compared, as the
    /// documentation says.</summary>
    private static readonly string[] Measurement =
    [
        "task", "runtime_us", "period_us", "mode", "a_us", "b_us", "error", "cpu_ns", "wall_ns", "start_late_us",
        "segments_us", "jobs_us", "cpu_fraction",
    ];

    private static readonly (string Key, string Asked)[] Repeated =
    [
        ("runtime_us", "runtime_us"), ("period_us", "period_us"), ("mode", "mode"), ("a_us", "job_interval_us"),
        ("b_us", "job_cpu_us"),
    ];

    private static readonly string[] Model = ["cpu_fraction", "segments_us", "jobs_us"];

    private const string Host = "host";
    private const string Tenant = "golden";

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file; the message names the file and the value.
    /// </exception>
    public static IReadOnlyList<EdfKernelExperiment> Read(string path)
    {
        using JsonDocument document = GoldenVerifiers.Parse(File.ReadAllText(path), path);
        return Read(new GoldenNode(path, "$", document.RootElement));
    }

    /// <summary>Reads a file's root.</summary>
    internal static IReadOnlyList<EdfKernelExperiment> Read(GoldenNode root) =>
        [.. root["experiments"].DistinctItems("id").Select(Experiment)];

    /// <summary>Members of the root and of the results that are not read, with a star for the number.</summary>
    internal static IReadOnlyList<string> NotRead(GoldenNode root)
    {
        SortedSet<string> others = new(root.Others("experiments"), StringComparer.Ordinal);
        foreach (GoldenNode experiment in root["experiments"].Items())
        {
            foreach (GoldenNode task in experiment["reps"].Items().SelectMany(repetition => repetition.Items()))
            {
                others.UnionWith(task.Others(Measurement).Select(member => $"experiments[*].reps[*][*].{member}"));
            }

            foreach (GoldenNode task in experiment.Given("oracle_hard_cbs")?.Items() ?? [])
            {
                others.UnionWith(task.Others(Model).Select(member => $"experiments[*].oracle_hard_cbs[*].{member}"));
            }

            others.UnionWith((experiment.Given(WithOverhead)?.Others("response_us") ?? [])
                .Select(member => $"experiments[*].{WithOverhead}.{member}"));
        }

        return [.. others];
    }

    private static EdfKernelExperiment Experiment(GoldenNode node)
    {
        node.RequireOnly(
            "id", "duration_ms", "cpus", "tasks", "reps", "oracle_hard_cbs", WithOverhead);
        IReadOnlyList<GoldenNode> tasks = node["tasks"].Items();
        IReadOnlyList<GoldenNode> repetitions = node["reps"].Filled("repetition");
        IReadOnlyList<GoldenNode> model = node.Given("oracle_hard_cbs")?.Items() ?? [];
        if (model.Count > 0 && model.Count != tasks.Count)
        {
            throw node["oracle_hard_cbs"].Wrong($"must have {tasks.Count} entries, one a task");
        }

        return new EdfKernelExperiment
        {
            Id = node["id"].Text(),
            Plan = Plan(node, tasks),
            Reclaims = tasks.Any(task => (Flags(task) & ReclaimFlag) != 0),
            MeasuredPpm = [.. repetitions.Select(one => Repetition(one, tasks))],
            ModelPpm = [.. model.Select(task => task.Given("cpu_fraction")?.Decimal() * PartsPerMillion)],
            Segments = [.. model.Select(task => Pairs(task.Given("segments_us")))],
            Jobs = [.. model.Select(task => Pairs(task.Given("jobs_us")))],
            ResponsesWithOverhead = node.Given(WithOverhead) is GoldenNode overhead
                ? [.. overhead["response_us"].Items().Select(Microseconds)]
                : [],
        };
    }

    private static int Flags(GoldenNode task) =>
        task.Given("flags") is not GoldenNode flags ? 0
        : flags.WholeIn(0, int.MaxValue) is int value && (value & ~KnownFlags) == 0 ? value
        : throw flags.Wrong("must have no other flags than reset on fork (1), reclaim (2) and overrun (4)");

    private static IReadOnlyList<long> Repetition(GoldenNode repetition, IReadOnlyList<GoldenNode> tasks)
    {
        IReadOnlyList<GoldenNode> items = repetition.Items();
        if (items.Count != tasks.Count)
        {
            throw repetition.Wrong($"must have {tasks.Count} entries, one a task");
        }

        for (int i = 0; i < items.Count; i++)
        {
            RequireSame(items[i], tasks[i], i);
        }

        return [.. items.Select(Measured)];
    }

    /// <summary>A repetition repeats what was asked for; of another task's it would be no measurement.</summary>
    private static void RequireSame(GoldenNode measured, GoldenNode task, int number)
    {
        if (measured.Given("task") is GoldenNode index && index.Whole() != number)
        {
            throw index.Wrong($"must be {number}, since entries stand in the order of the tasks");
        }

        foreach ((string key, string asked) in Repeated)
        {
            if (measured.Given(key) is GoldenNode given && task.Given(asked) is GoldenNode known
                && !JsonElement.DeepEquals(given.Json, known.Json))
            {
                throw given.Wrong($"must be {known.Json.GetRawText()}, as in {known.Path}");
            }
        }
    }

    private static long Measured(GoldenNode task)
    {
        if (task.Given("error") is not null)
        {
            return -1;
        }

        long wall = task["wall_ns"].Whole();
        return wall > 0
            ? (long)((Int128)task["cpu_ns"].Whole() * PartsPerMillion / wall)
            : throw task["wall_ns"].Wrong("must be positive");
    }

    private static IReadOnlyList<(Duration First, Duration Second)> Pairs(GoldenNode? list) =>
        [.. (list?.Items() ?? []).Select(Pair)];

    private static (Duration First, Duration Second) Pair(GoldenNode node)
    {
        IReadOnlyList<GoldenNode> pair = node.Items();
        return pair.Count == 2
            ? (Microseconds(pair[0]), Microseconds(pair[1]))
            : throw node.Wrong("must hold two instants");
    }

    private static RunPlan Plan(GoldenNode node, IReadOnlyList<GoldenNode> tasks) => new()
    {
        Name = node["id"].Text(),
        Seed = 0,
        Duration = Duration.FromMilliseconds(node["duration_ms"].WholeIn(1, int.MaxValue)),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = Host,
                Cores = node["cpus"].WholeIn(1, CpusMax),
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan { Kind = SchedulerKind.GlobalEdf, ReservationLimitPpm = LimitPpm },
            },
        ],
        Plans = [new TariffPlan { Name = Tenant }],
        Tenants = [new TenantPlan(Tenant, Tenant)],
        Domains = [.. tasks.Select(Domain)],
    };

    private static DomainPlan Domain(GoldenNode task, int number)
    {
        task.RequireOnly("runtime_us", "period_us", "flags", "mode", "job_interval_us", "job_cpu_us");
        Duration period = Positive(task["period_us"]);
        Duration slice = Positive(task["runtime_us"]);
        return new DomainPlan
        {
            Tenant = Tenant,
            Name = $"task{number}",
            Host = Host,
            Vcpus =
            [
                new VcpuPlan
                {
                    Period = period,
                    Slice = slice <= period
                        ? slice
                        : throw task["runtime_us"].Wrong($"must not exceed period_us, {task["period_us"].Json}"),
                },
            ],
            Applications = [Workload(task)],
        };
    }

    private static WorkloadPlan Workload(GoldenNode task) => task["mode"].Text() switch
    {
        "hog" => new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 },
        "job" => new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Gap = Positive(task["job_interval_us"]),
            Cost = Positive(task["job_cpu_us"]),
            Vcpu = 0,
        },
        _ => throw task["mode"].Wrong("must be \"hog\" or \"job\""),
    };

    private static Duration Positive(GoldenNode node) =>
        Microseconds(node) is { Nanoseconds: > 0 } value ? value : throw node.Wrong("must be positive");

    private static Duration Microseconds(GoldenNode node)
    {
        decimal value = node.Decimal();
        return value is >= 0 and < 1_000_000_000_000
            ? Duration.FromNanoseconds((long)(value * 1_000))
            : throw node.Wrong("must lie in 0 to 10^12");
    }
}
