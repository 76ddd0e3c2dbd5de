using Xenisol.Client.Plots;
using Xenisol.Client.Reports;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments.DriverDomainCost;

/// <summary>
/// Gupta, Cherkasova, Gardner, Vahdat (Middleware 2006): a web server's cost in the driver domain lets it exceed its
/// share under SEDF; SEDF-DC and ShareGuard hold the sum.
/// </summary>
internal sealed class DriverDomainCostExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "driver-domain-cost";

    /// <inheritdoc/>
    public override string Summary =>
        "a web server's hidden cost in the driver domain under SEDF, and held by SEDF-DC and by ShareGuard";

    /// <inheritdoc/>
    public override string QuickNote => "2 s instead of 12 s a cell, 2 sizes of replies instead of 4";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings) =>
    [
        Cell(settings, DriverDomainPolicy.Sedf, 0, "tenants[0].domains[0]={ name: web, app: burn }"),
        .. from size in settings.Quick<int[]>([2, 32], [2, 8, 16, 32])
           from policy in DriverDomainPolicy.All
           select Cell(
               settings,
               policy,
               size,
               FormattableString.Invariant($"tenants[0].domains[0].app.server.reply={size}KiB")),
    ];

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<DriverDomainCostRow>();
        List<DriverDomainCostRow> serving = [.. rows.Where(row => row.ReplyKib > 0)];
        return new ExperimentReport(
            Table(rows),
            [
                "Percentages of one core. Web: what its vCPU ran; Driver: what it caused in the driver domain; Sold: "
                    + "what both together may be.",
                "The first row, where web computes and has no requests, is what compute paid for.",
            ],
            serving.Count == 0 ? [] : Figures(serving));
    }

    private static ExperimentCell Cell(
        ExperimentSettings settings, DriverDomainPolicy policy, int size, string application) => new()
        {
            Name = size == 0
                ? $"no-requests-{policy.Name}"
                : FormattableString.Invariant($"{size:00}KiB-{policy.Name}"),
            Scenario = "driver-domain-cost",
            Sets =
            [
                size == 0
                    ? $"name=Driver-domain cost, no requests, {policy.Name}"
                    : FormattableString.Invariant($"name=Driver-domain cost, replies of {size} KiB, {policy.Name}"),
                $"duration={settings.Quick("2s", "12s")}",
                $"warmup={settings.Quick("500ms", "2s")}",
                .. policy.Sets,
                application,
            ],
            Measure = run => Measure(run, policy, size),
        };

    private static DriverDomainCostRow Measure(SequentialRun run, DriverDomainPolicy policy, int size)
    {
        var report = run.Report();
        var web = report.Domains.Single(domain => domain.Domain == "web");
        var compute = report.Domains.Single(domain => domain.Domain == "compute");
        var seconds = report.Measured.Nanoseconds / 1e9;
        var host = report.Hosts[0];
        return new DriverDomainCostRow
        {
            Policy = policy.Name,
            ReplyKib = size,
            SoldPercent = DriverDomainPolicy.SoldPercent,
            OwnPercent = Percent(web.CpuDelivered.Nanoseconds),
            CausedPercent = Percent(web.DriverCaused.Nanoseconds),
            ComputePercent = Percent(compute.CpuDelivered.Nanoseconds),
            RestPercent = Percent(
                (host.Idle + host.Switch + host.Interrupt + host.Hypervisor).Nanoseconds),
            AnsweredPerSecond = Math.Round((web.Latency?.Samples ?? 0) / seconds, 1),
            SentMbps = Math.Round(web.BytesSent * 8 / seconds / 1e6, 3),
        };

        double Percent(long nanoseconds) => Math.Round(100.0 * nanoseconds / report.Measured.Nanoseconds, 4);
    }

    private static TextTable Table(IReadOnlyList<DriverDomainCostRow> rows)
    {
        TextTable table = new(
            new TextColumn("Reply"),
            new TextColumn("Policy", AlignsLeft: true),
            new TextColumn("Web"),
            new TextColumn("Driver"),
            new TextColumn("Sum"),
            new TextColumn("Sold"),
            new TextColumn("Compute"),
            new TextColumn("Answered"),
            new TextColumn("Sent"))
        {
            NameColumns = 2,
        };
        foreach (var row in rows)
        {
            table.Add(
                row.ReplyKib == 0 ? Readable.Nothing : FormattableString.Invariant($"{row.ReplyKib} KiB"),
                row.Policy,
                Percent(row.OwnPercent),
                Percent(row.CausedPercent),
                Percent(row.SumPercent),
                Percent(row.SoldPercent),
                Percent(row.ComputePercent),
                FormattableString.Invariant($"{row.AnsweredPerSecond:0}/s"),
                FormattableString.Invariant($"{row.SentMbps:0.0} Mbit/s"));
        }

        return table;
    }

    private static string Percent(double value) => FormattableString.Invariant($"{value:0.0} %");

    private static IReadOnlyList<Figure> Figures(IReadOnlyList<DriverDomainCostRow> rows) =>
    [
        new Figure(
            "shares",
            [
                Bars(rows, "the web server, 40 % sold", "own and caused (% of a core)", row => row.SumPercent),
                Bars(rows, "the domain beside it", "CPU (% of a core)", row => row.ComputePercent) with
                {
                    Legend = LegendPlace.None,
                },
            ]),
        new Figure(
            "web",
            [
                Bars(rows, "the web server's vCPU", "CPU (% of a core)", row => row.OwnPercent),
                Bars(rows, "caused in the driver domain", "CPU (% of a core)", row => row.CausedPercent) with
                {
                    Legend = LegendPlace.None,
                },
            ]),
    ];

    private static BarChart Bars(
        IReadOnlyList<DriverDomainCostRow> rows, string title, string label, Func<DriverDomainCostRow, double> measure)
    {
        var sizes = rows.Select(row => row.ReplyKib).Distinct().ToList();
        return new BarChart(
            title,
            new Axis("size of a reply (KiB)"),
            new Axis(label) { Most = 100 },
            [.. sizes.Select(size => FormattableString.Invariant($"{size}"))],
            [.. DriverDomainPolicy.All.Select(policy => new Series(
                policy.Name,
                [.. rows.Where(row => row.Policy == policy.Name)
                    .Select(row => new PlotPoint(sizes.IndexOf(row.ReplyKib), measure(row)))]))]);
    }
}
