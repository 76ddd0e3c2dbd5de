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
        IReadOnlyList<DomainPlan> domains = GoldenDomains.Read(root["domains"], cores, kind);
        return new GoldenScenario
        {
            Id = Id(root),
            Title = root.Given("title")?.Text() ?? Id(root),
            Plan = Plan(root, cores, domains, kind),
            ParameterChanges =
                [.. root.Given("parameterChanges")?.Items().Select(node => Change(node, domains, kind)) ?? []],
            Results = GoldenResults.Read(root["results"]),
        };
    }

    private static string Id(GoldenNode root) =>
        root.Given("id")?.Text() ?? Path.GetFileNameWithoutExtension(root.File);

    private static RunPlan Plan(
        GoldenNode root, int cores, IReadOnlyList<DomainPlan> domains, SchedulerKind kind) =>
        new()
        {
            Name = Id(root),
            Seed = 0,
            Duration = root["durationNs"].Nanoseconds(),
            Warmup = Duration.Zero,
            Hosts = [Host(root, cores, kind)],
            Plans = [new TariffPlan { Name = GoldenDomains.Tenant }],
            Tenants = [new TenantPlan(GoldenDomains.Tenant, GoldenDomains.Tenant)],
            Domains = domains,
        };

    private static HostPlan Host(GoldenNode root, int cores, SchedulerKind kind) => new()
    {
        Name = GoldenDomains.Host,
        Cores = cores,
        ThreadsPerCore = root["topology"]["threadsPerCore"].WholeIn(1, cores),
        CoresPerSocket = root["topology"]["coresPerSocket"].WholeIn(1, cores),
        Machine = new MachineProfile { Name = "zero" },
        Scheduler = kind == SchedulerKind.Credit ? Credit(root["params"]) : new SchedulerPlan { Kind = kind },
    };

    private static SchedulerPlan Credit(GoldenNode parameters) => new()
    {
        Kind = SchedulerKind.Credit,
        Timeslice = Duration.FromMilliseconds(parameters["timesliceMs"].WholeIn(1, 1_000)),
        Ratelimit = Microseconds(parameters["ratelimitUs"]),
        MigrationDelay = Microseconds(parameters["migrationDelayUs"]),
        LoadBalanceRatelimit = Microseconds(parameters["loadBalanceRatelimitUs"]),
    };

    private static Duration Microseconds(GoldenNode node) => Duration.FromMicroseconds(node.WholeIn(0, int.MaxValue));

    private static GoldenParameterChange Change(
        GoldenNode node, IReadOnlyList<DomainPlan> domains, SchedulerKind kind)
    {
        int domain = domains.ToList().FindIndex(plan => plan.Name == node["domain"].Text());
        return new GoldenParameterChange(
            node["atNs"].Instant(),
            domain >= 0 ? domain : throw node["domain"].Wrong("must name a domain of the file"),
            GoldenDomains.Terms(node, kind));
    }
}
