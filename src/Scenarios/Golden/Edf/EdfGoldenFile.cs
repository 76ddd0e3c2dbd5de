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
    private const int CpusMax = 4_096;

    private static readonly string[] ServerModes = ["soft", "hard"];

    private const string Host = "host";
    private const string Tenant = "golden";

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
    internal static IReadOnlyList<EdfGoldenScenario> Read(GoldenNode root) =>
        [.. Engines(root).Select(engine => Scenario(root, engine))];

    /// <summary>
    /// On one core and partitioned, ties go to the earlier release; global, to the lower task. Where ties do not
    /// matter the file holds one schedule for both.
    /// </summary>
    private static IReadOnlyList<string> Engines(GoldenNode root)
    {
        if (IsServed(root))
        {
            string[] modes = [.. ServerModes.Where(mode => root.Given(mode) is not null)];
            return modes.Length > 0 ? modes : throw root.Wrong("must have the schedules 'soft' or 'hard'");
        }

        return IsGlobal(root) && root.Given("oracle_run_id") is not null ? ["oracle_run_id"] : ["oracle_fifo"];
    }

    private static bool IsGlobal(GoldenNode root) =>
        root["cpus"].WholeIn(1, CpusMax) > 1 && root["tasks"].Items().All(task => task.Given("cpu") is null);

    private static bool IsServed(GoldenNode root) =>
        root["tasks"].Items().Any(task => task.Given("server") is not null);

    private static EdfGoldenScenario Scenario(GoldenNode root, string engine)
    {
        if (root.Given("time_unit") is GoldenNode unit && unit.Text() != "ms (integer)")
        {
            throw unit.Wrong("must be \"ms (integer)\"");
        }

        IReadOnlyList<GoldenNode> tasks = root["tasks"].Items();
        List<string> names = [.. tasks.Select(task => task["name"].Text())];
        return new EdfGoldenScenario
        {
            Engine = engine,
            Plan = Plan(root, [.. tasks.Select(task => Domain(root, task, engine))]),
            Jobs = [.. root[engine]["jobs"].Items().Select(job => Job(job, names))],
            CpuTimes = [.. names.Select(name => root[engine].Given("cpu_time")?.Given(name)?.Nanoseconds(1_000_000))],
            Totals = Totals(root[engine]),
        };
    }

    private static IReadOnlyDictionary<string, long> Totals(GoldenNode engine) =>
        engine.Given("totals") is GoldenNode totals
            ? totals.Fields().ToDictionary(field => field.Key, field => field.Value.Whole())
            : new Dictionary<string, long>();

    private static EdfGoldenJob Job(GoldenNode job, List<string> names)
    {
        int task = names.IndexOf(job["task"].Text());
        if (task < 0)
        {
            throw job["task"].Wrong("must name a task of the file");
        }

        bool finished = job.Given("finish") is not null && job.Given("aborted")?.Flag() != true;
        return new EdfGoldenJob(
            task,
            VirtualTime.Zero + Milliseconds(job["release"]),
            finished ? VirtualTime.Zero + Milliseconds(job["finish"]) : VirtualTime.Never,
            job.Given("missed")?.Flag() ?? false,
            [.. (job.Given("segments")?.Items() ?? []).Select(Segment)]);
    }

    private static (VirtualTime Start, VirtualTime End) Segment(GoldenNode segment)
    {
        IReadOnlyList<GoldenNode> values = segment.Items();
        return values.Count is 2 or 3
            ? (VirtualTime.Zero + Milliseconds(values[0]), VirtualTime.Zero + Milliseconds(values[1]))
            : throw segment.Wrong("must hold start, end and core");
    }

    private static RunPlan Plan(GoldenNode root, IReadOnlyList<DomainPlan> domains) => new()
    {
        Name = root["id"].Text(),
        Seed = 0,
        Duration = Milliseconds(root["horizon"]),
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
                    EarlierReleaseFirst = IsServed(root) ? true : null,
                    AdmissionOff = true,
                },
            },
        ],
        Plans = [new TariffPlan { Name = Tenant }],
        Tenants = [new TenantPlan(Tenant, Tenant)],
        Domains = domains,
    };

    private static DomainPlan Domain(GoldenNode root, GoldenNode task, string engine)
    {
        bool aborts = root.Given("semantics")?.Given("late_jobs") is GoldenNode late
            && late.Text().StartsWith("aborted", StringComparison.Ordinal);
        return new DomainPlan
        {
            Tenant = Tenant,
            Name = task["name"].Text(),
            Host = Host,
            Vcpus =
            [
                task.Given("server") is GoldenNode server
                    ? Server(server, engine)
                    : Task(task, root["cpus"].WholeIn(1, CpusMax)),
            ],
            Applications = [task.Given("arrivals") is null ? Periodic(task, aborts) : Listed(task)],
        };
    }

    private static VcpuPlan Task(GoldenNode task, int cpus) => new()
    {
        Server = EdfServer.Job,
        Period = Positive(task["period"]),
        Slice = Positive(task["C"]),
        Affinity = task.Given("cpu") is GoldenNode cpu ? [cpu.WholeIn(0, cpus - 1)] : [],
    };

    private static VcpuPlan Server(GoldenNode server, string engine) => new()
    {
        Server = engine == "soft" ? EdfServer.Soft : EdfServer.Hard,
        Period = Positive(server["P"]),
        Slice = Positive(server["Q"]),
    };

    private static WorkloadPlan Periodic(GoldenNode task, bool aborts) => new()
    {
        Kind = WorkloadKind.Periodic,
        Start = VirtualTime.Zero + (task.Given("offset") is GoldenNode offset ? Milliseconds(offset) : Duration.Zero),
        Cost = Milliseconds(task["C"]),
        Gap = Milliseconds(task["period"]),
        Deadline = Milliseconds(task.Given("deadline") ?? task["period"]),
        AbortsLate = aborts,
        Announces = true,
        Vcpu = 0,
    };

    private static WorkloadPlan Listed(GoldenNode task) => new()
    {
        Kind = WorkloadKind.Listed,
        Start = VirtualTime.Never,
        Announces = true,
        Arrivals = [.. task["arrivals"].Items().Select(Arrival)],
        Vcpu = 0,
    };

    private static ArrivalPlan Arrival(GoldenNode arrival)
    {
        IReadOnlyList<GoldenNode> pair = arrival.Items();
        if (pair.Count != 2)
        {
            throw arrival.Wrong("must hold an instant and a cost");
        }

        Duration cost = pair[1].Json.ValueKind == JsonValueKind.String ? ArrivalPlan.Endless : Milliseconds(pair[1]);
        return new ArrivalPlan(VirtualTime.Zero + Milliseconds(pair[0]), cost);
    }

    private static Duration Positive(GoldenNode node) =>
        node.Whole() > 0 ? Milliseconds(node) : throw node.Wrong("must be positive");

    private static Duration Milliseconds(GoldenNode node)
    {
        long value = node.Whole();
        return value >= 0 ? Duration.FromMilliseconds(value) : throw node.Wrong("must not be negative");
    }
}
