using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden;

/// <summary>
/// Reads files of schema <c>xenisol-golden/1</c>: scheduling measurements taken from Xen's own source.
/// </summary>
public static class GoldenFile
{
    internal const string Schema = "xenisol-golden/1";

    private const int PcpusMax = 4_096;

    /// <summary>What the root may hold; from <c>split</c> on it is about the results, and changes nothing.</summary>
    private static readonly string[] Members =
    [
        "schema", "id", "title", "scheduler", "engines", "params", "nPcpu", "topology", "durationNs", "domains",
        "parameterChanges", "results", "acceptance", "split", "purpose", "conventions", "recommendedMatch",
        "timerJitterSensitivity",
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no golden file, or of a scheduler that is not built; the message
    /// names the file and the value.</exception>
    public static GoldenScenario Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads the text of a file; <paramref name="name"/> appears in errors.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string)"/>.</exception>
    public static GoldenScenario Parse(string json, string name)
    {
        using JsonDocument document = GoldenVerifiers.Parse(json, name);
        return Read(new GoldenNode(name, "$", document.RootElement));
    }

    /// <summary>Reads a file's root.</summary>
    internal static GoldenScenario Read(GoldenNode root)
    {
        if (root["schema"].Text() != Schema)
        {
            throw root["schema"].Wrong($"must be \"{Schema}\"");
        }

        SchedulerKind kind = root["scheduler"].Text() switch
        {
            "credit" => SchedulerKind.Credit,
            "rtds" => SchedulerKind.Rtds,
            "sedf" => SchedulerKind.Sedf,
            _ => throw root["scheduler"].Wrong("must be \"credit\", \"rtds\" or \"sedf\""),
        };
        int cores = root["nPcpu"].WholeIn(1, PcpusMax);
        RequireResults(root);
        IReadOnlyList<DomainPlan> domains = GoldenDomains.Read(root["domains"], cores, kind);
        return new GoldenScenario
        {
            Id = Id(root),
            Title = root.Given("title")?.Text() ?? Id(root),
            Plan = Plan(root, cores, domains, kind),
            ParameterChanges =
                [.. root.Given("parameterChanges")?.Items().Select(node => Change(node, domains, kind)) ?? []],
            Results = GoldenResults.Read(root["results"]),
            NotRead =
            [
                .. root.Others(Members).Select(member => $"$.{member}"), .. GoldenResults.NotRead(root["results"]),
            ],
        };
    }

    /// <summary>An engine that is named and has no results would be passed over.</summary>
    private static void RequireResults(GoldenNode root)
    {
        GoldenNode results = root["results"];
        foreach ((string engine, GoldenNode node) in root.Given("engines")?.Fields() ?? [])
        {
            if (results.Given(engine) is null)
            {
                throw node.Wrong($"must have its results in $.results.{engine}");
            }
        }
    }

    private static string Id(GoldenNode root) =>
        root.Given("id")?.Text() ?? Path.GetFileNameWithoutExtension(root.File);

    private static RunPlan Plan(
        GoldenNode root, int cores, IReadOnlyList<DomainPlan> domains, SchedulerKind kind) =>
        new()
        {
            Name = Id(root),
            Seed = 0,
            Duration = root["durationNs"].PositiveNanoseconds(),
            Warmup = Duration.Zero,
            Hosts = [Host(root, cores, kind)],
            Plans = [new TariffPlan { Name = GoldenDomains.Tenant }],
            Tenants = [new TenantPlan(GoldenDomains.Tenant, GoldenDomains.Tenant)],
            Domains = domains,
        };

    private static HostPlan Host(GoldenNode root, int cores, SchedulerKind kind)
    {
        (int threads, int coresPerSocket) = Topology(root.Given("topology"), cores);
        return new HostPlan
        {
            Name = GoldenDomains.Host,
            Cores = cores,
            ThreadsPerCore = threads,
            CoresPerSocket = coresPerSocket,
            Machine = new MachineProfile { Name = "zero" },
            Scheduler = Scheduler(root.Given("params"), kind),
        };
    }

    /// <summary>One socket of cores without threads, if the file says nothing.</summary>
    private static (int Threads, int CoresPerSocket) Topology(GoldenNode? node, int cores)
    {
        node?.RequireOnly("threadsPerCore", "coresPerSocket");
        int threads = node?.Given("threadsPerCore")?.WholeIn(1, cores) ?? 1;
        int coresPerSocket = node?.Given("coresPerSocket")?.WholeIn(1, cores) ?? Math.Max(cores / threads, 1);
        return node is null || cores % (threads * coresPerSocket) == 0
            ? (threads, coresPerSocket)
            : throw node.Value.Wrong($"must make whole sockets of {cores} pCPUs (nPcpu)");
    }

    /// <summary>Xen's defaults, where the file says nothing.</summary>
    private static SchedulerPlan Scheduler(GoldenNode? parameters, SchedulerKind kind)
    {
        SchedulerPlan usual = new() { Kind = kind };
        if (kind != SchedulerKind.Credit)
        {
            parameters?.RequireOnly();
            return usual;
        }

        parameters?.RequireOnly("timesliceMs", "ratelimitUs", "migrationDelayUs", "loadBalanceRatelimitUs");
        Duration timeslice = parameters?.Given("timesliceMs") is GoldenNode slice
            ? Duration.FromMilliseconds(slice.WholeIn(1, 1_000))
            : usual.Timeslice;
        return usual with
        {
            Timeslice = timeslice,
            Ratelimit = parameters?.Given("ratelimitUs") is GoldenNode limit
                ? Ratelimit(limit, timeslice)
                : usual.Ratelimit,
            MigrationDelay = Microseconds(parameters, "migrationDelayUs", usual.MigrationDelay, 100_000),
            LoadBalanceRatelimit =
                Microseconds(parameters, "loadBalanceRatelimitUs", usual.LoadBalanceRatelimit, 1_000_000),
        };
    }

    /// <summary>Xen's own ranges, outside of which it refuses parameters.</summary>
    private static Duration Ratelimit(GoldenNode node, Duration timeslice)
    {
        long microseconds = node.Whole();
        return microseconds is not (0 or (>= 100 and <= 500_000))
            ? throw node.Wrong("must be 0 or lie in 100 to 500000")
            : Duration.FromMicroseconds(microseconds) is { } limit && limit <= timeslice ? limit
            : throw node.Wrong($"must not exceed the timeslice, {timeslice.Nanoseconds / 1_000} us");
    }

    private static Duration Microseconds(GoldenNode? parameters, string key, Duration usual, int greatest) =>
        parameters?.Given(key) is GoldenNode node ? Duration.FromMicroseconds(node.WholeIn(0, greatest)) : usual;

    private static GoldenParameterChange Change(
        GoldenNode node, IReadOnlyList<DomainPlan> domains, SchedulerKind kind)
    {
        node.RequireOnly(["atNs", "domain", .. GoldenDomains.TermsOf(kind)]);
        string name = node["domain"].Text();
        int[] named = [.. Enumerable.Range(0, domains.Count).Where(domain => domains[domain].Name == name)];
        return new GoldenParameterChange(
            node["atNs"].Instant(),
            named.Length switch
            {
                1 => named[0],
                0 => throw node["domain"].Wrong("must name a domain of the file"),
                _ => throw node["domain"].Wrong($"must name one domain: {named.Length} of the file are called so"),
            },
            GoldenDomains.Terms(node, kind));
    }
}
