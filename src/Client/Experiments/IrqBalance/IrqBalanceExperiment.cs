using Xenisol.Client.Reports;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments.IrqBalance;

/// <summary>
/// What it costs that the interrupts of card and event channels share a core, and what balancers gain: throughput,
/// promises kept, and latency beside, on driver domains with 2, 4 and 8 vCPUs, each on a core of its own.
/// </summary>
internal sealed class IrqBalanceExperiment : Experiment
{
    private const int GuestCores = 8;
    private const double KeptPercent = 95;

    /// <inheritdoc/>
    public override string Name => "irq-balance";

    /// <inheritdoc/>
    public override string Summary =>
        "interrupts of card and event channels on one core, and spread by three balancers over 2, 4 and 8 cores";

    /// <inheritdoc/>
    public override string QuickNote => "400 ms instead of 1.2 s, 1 set of promises instead of 3, 2 and 4 cores only";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings) =>
    [
        .. from cores in settings.Quick<int[]>([2, 4], [2, 4, 8])
           from set in Enumerable.Range(1, settings.Quick(1, 3))
           let rates = PromisedRates.Draw(cores, set, settings.Seed)
           from placement in IrqPlacement.All
           select Cell(settings, cores, set, rates, placement),
    ];

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<IrqBalanceRow>();
        return new ExperimentReport(
            Table(rows),
            [
                "Means of the sets of promises; worst: of all their senders. Kept: senders with 95 % of their promise.",
                "Ping: median, and the greatest 99th percentile of four domains. Busiest: vCPU of the driver domain.",
            ],
            IrqBalanceCharts.Of(rows));
    }

    private static ExperimentCell Cell(
        ExperimentSettings settings, int cores, int set, PromisedRates rates, IrqPlacement placement) => new()
        {
            Name = FormattableString.Invariant($"{cores}-cores-{set}-{placement.Name}"),
            Scenario = "irq-balance",
            Sets =
            [
                FormattableString.Invariant(
                    $"name=Interrupt balancing, {cores} cores, promises {set}, {placement.Label}"),
                $"duration={settings.Quick("400ms", "1200ms")}",
                $"warmup={settings.Quick("150ms", "200ms")}",
                FormattableString.Invariant($"hosts[0].cores={cores + GuestCores}"),
                FormattableString.Invariant($"hosts[0].driverDomain.vcpus={cores}"),
                $"hosts[0].driverDomain.pin=[{string.Join(", ", Enumerable.Range(0, cores))}]",
                $"hosts[0].driverDomain.interrupts={placement.Interrupts([.. rates.Names, "ping"])}",
                $"plans=[{string.Join(", ", rates.Mbps.Zip(rates.Names, Plan))}, {PingPlan}]",
                $"tenants=[{string.Join(", ", rates.Names.Select(name => Tenant(name, cores)))}, {Pings(cores)}]",
            ],
            Measure = run => Measure(run, cores, set, rates, placement),
        };

    private const string PingPlan = "{ name: ping, network: { rate: 10Mbit/s, ceil: 1Gbit/s } }";

    private static string Plan(int mbps, string name) => FormattableString.Invariant(
        $"{{ name: {name}, network: {{ rate: {mbps}Mbit/s, ceil: {mbps}Mbit/s }} }}");

    private static string Tenant(string name, int cores) =>
        $"{{ name: {name}, plan: {name}, domains: [ {{ name: {name}, {Affinity(cores)},"
        + " app: { source: stream } } ] }";

    private static string Pings(int cores) =>
        $"{{ name: ping, plan: ping, domains: [ {{ name: ping, count: 4, {Affinity(cores)},"
        + " app: { ping: { interval: 200us } } } ] }";

    /// <summary>Guests stay off the driver domain's cores, so that nothing but interrupts shares them.</summary>
    private static string Affinity(int cores) =>
        $"affinity: [{string.Join(", ", Enumerable.Range(cores, GuestCores))}]";

    private static IrqBalanceRow Measure(
        SequentialRun run, int cores, int set, PromisedRates rates, IrqPlacement placement)
    {
        var report = run.Report();
        var seconds = report.Measured.Nanoseconds / 1e9;
        var pings = report.Domains.Where(domain => domain.Tenant == "ping").Select(one => one.Latency!).ToList();
        var sent = report.Domains.Where(domain => domain.Tenant != "ping")
            .Select(domain => domain.BytesSent * 8 / seconds / 1e6)
            .ToList();
        var delivered = sent.Zip(rates.Mbps, (got, promised) => Percent(got, promised)).ToList();
        var whole = run.Plan.Duration.Nanoseconds;
        return new IrqBalanceRow
        {
            Balancer = placement.Name,
            Cores = cores,
            Set = set,
            PromisedMbps = rates.Mbps.Sum(),
            ThroughputMbps = Math.Round(sent.Sum(), 3),
            DeliveredPercent = Percent(sent.Sum(), rates.Mbps.Sum()),
            WorstDeliveredPercent = delivered.Min(),
            Domains = delivered.Count,
            DomainsKept = delivered.Count(percent => percent >= KeptPercent),
            PingP50Ms = Rounded(pings.Average(ping => ping.P50?.Nanoseconds / 1e6)),
            PingP99Ms = Rounded(pings.Max(ping => ping.P99?.Nanoseconds / 1e6)),
            VcpuPercent = [.. report.Hosts[0].Vcpus.Take(cores)
                .Select(vcpu => Percent(vcpu.Runtime.Nanoseconds, whole))],
        };
    }

    private static double Percent(double part, double whole) => whole == 0 ? 0 : Math.Round(100 * part / whole, 4);

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 6) : null;

    private static TextTable Table(IReadOnlyList<IrqBalanceRow> rows)
    {
        TextTable table = new(
            new TextColumn("Cores"),
            new TextColumn("Interrupts", AlignsLeft: true),
            new TextColumn("Promised"),
            new TextColumn("Throughput"),
            new TextColumn("Worst"),
            new TextColumn("Kept"),
            new TextColumn("Ping p50"),
            new TextColumn("p99"),
            new TextColumn("Busiest"))
        {
            NameColumns = 2,
        };
        foreach (var group in rows.GroupBy(row => (row.Cores, row.Balancer)))
        {
            table.Add(
                Readable.Count(group.Key.Cores),
                IrqPlacement.All.First(one => one.Name == group.Key.Balancer).Label,
                FormattableString.Invariant($"{group.Average(row => row.PromisedMbps):0} Mbit/s"),
                FormattableString.Invariant($"{group.Average(row => row.ThroughputMbps):0} Mbit/s"),
                FormattableString.Invariant($"{group.Min(row => row.WorstDeliveredPercent):0.0} %"),
                FormattableString.Invariant($"{group.Sum(row => row.DomainsKept)} of {group.Sum(row => row.Domains)}"),
                Milliseconds(group.Average(row => row.PingP50Ms)),
                Milliseconds(group.Max(row => row.PingP99Ms)),
                FormattableString.Invariant($"{group.Average(row => row.BusiestVcpuPercent):0} %"));
        }

        return table;
    }

    private static string Milliseconds(double? value) =>
        value is { } known ? FormattableString.Invariant($"{known:0.00} ms") : "–";
}
