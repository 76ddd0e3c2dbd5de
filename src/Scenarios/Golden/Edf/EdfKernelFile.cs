using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Reads the measurements of Linux SCHED_DEADLINE.</summary>
public static class EdfKernelFile
{
    /// <summary>What the kernel lets reservations sum up to, per core (sched_rt_runtime 950000/1000000).</summary>
    public const int LimitPpm = 950_000;

    private const int CpusMax = 4_096;
    private const int ReclaimFlag = 2;
    private const long PartsPerMillion = 1_000_000;
    private const string Host = "host";
    private const string Tenant = "golden";

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file; the message names the file and the value.
    /// </exception>
    public static IReadOnlyList<EdfKernelExperiment> Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            GoldenNode root = new(path, "$", document.RootElement);
            return [.. root["experiments"].Items().Select(Experiment)];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is not JSON: {fault.Message}", fault);
        }
    }

    private static EdfKernelExperiment Experiment(GoldenNode node)
    {
        IReadOnlyList<GoldenNode> tasks = node["tasks"].Items();
        IReadOnlyList<GoldenNode> repetitions = node["reps"].Items();
        IReadOnlyList<GoldenNode> model = node.Optional("oracle_hard_cbs")?.Items() ?? [];
        return new EdfKernelExperiment
        {
            Id = node["id"].Text(),
            Plan = Plan(node, tasks),
            Reclaims = tasks.Any(task => task["flags"].Whole() == ReclaimFlag),
            Refused = [.. repetitions.Select(one => one.Items().Count(task => task.Optional("error") is not null))],
            MeasuredPpm = [.. repetitions.Select(one => (IReadOnlyList<long>)[.. one.Items().Select(Measured)])],
            Segments = [.. model.Select(task => Pairs(task["segments_us"]))],
            Jobs = [.. model.Select(task => Pairs(task["jobs_us"]))],
            ResponsesWithOverhead = node.Optional("oracle_hard_cbs_job_cpu_plus_30us") is GoldenNode overhead
                ? [.. overhead["response_us"].Items().Select(Microseconds)]
                : [],
        };
    }

    private static long Measured(GoldenNode task) => task.Optional("error") is null
        ? task["cpu_ns"].Whole() * PartsPerMillion / task["wall_ns"].Whole()
        : -1;

    private static IReadOnlyList<(Duration First, Duration Second)> Pairs(GoldenNode list) =>
        list.Json.ValueKind == JsonValueKind.Null
            ? []
            : [.. list.Items().Select(pair => (Microseconds(pair.Items()[0]), Microseconds(pair.Items()[1])))];

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

    private static DomainPlan Domain(GoldenNode task, int number) => new()
    {
        Tenant = Tenant,
        Name = $"task{number}",
        Host = Host,
        Vcpus =
        [
            new VcpuPlan { Period = Microseconds(task["period_us"]), Slice = Microseconds(task["runtime_us"]) },
        ],
        Applications = [Workload(task)],
    };

    private static WorkloadPlan Workload(GoldenNode task) => task["mode"].Text() == "hog"
        ? new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 }
        : new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Gap = Microseconds(task["job_interval_us"]),
            Cost = Microseconds(task["job_cpu_us"]),
            Vcpu = 0,
        };

    private static Duration Microseconds(GoldenNode node)
    {
        long value = node.Whole();
        return value >= 0 ? Duration.FromMicroseconds(value) : throw node.Wrong("must not be negative");
    }
}
