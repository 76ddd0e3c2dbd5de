using Xenisol.Client.Plots;
using Xenisol.Client.Reports;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Experiments.RtVcpu;

/// <summary>
/// What isolates a job from what: the wake-up latency and response time of a 1 kHz job on a vCPU scheduled by credit or
/// by EDF, on a CPU that the guest shares or isolates, beside hogs inside and outside its domain.
/// </summary>
internal sealed class RtVcpuExperiment : Experiment
{
    private const string Job = "{ periodic: { period: 1ms, cost: 100us } }";

    /// <inheritdoc/>
    public override string Name => "rt-vcpu";

    /// <inheritdoc/>
    public override string Summary =>
        "latency of a 1 kHz job under credit or EDF, on a shared or an isolated CPU, beside hogs inside and outside";

    /// <inheritdoc/>
    public override string QuickNote => "5 s instead of 60 s a cell";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings) =>
    [
        .. RtVcpuCase.All.SelectMany(which => HogPlaces.All.Select(hogs => Cell(settings, which, hogs))),
    ];

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<RtVcpuRow>();
        if (rows.Count == 0)
        {
            return ExperimentReport.Empty;
        }

        return new ExperimentReport(
            Table(rows),
            Remarks(rows, result.Cells[0].Prepared.Plan.Hosts[0].Machine),
            [
                Figure("wake-latency", "wake latency (µs)", rows, row => row.WakeLatencyNanoseconds),
                Figure("response-time", "response time (µs)", rows, row => row.ResponseTimeNanoseconds),
            ]);
    }

    private static ExperimentCell Cell(ExperimentSettings settings, RtVcpuCase which, HogPlaces hogs) => new()
    {
        Name = $"{which.Scheduler}-{which.Cpu}-hogs-{hogs.Name}",
        Scenario = "rt-vcpu",
        Sets =
        [
            $"name=RT-vCPU experiment, {which.Title}, hogs {hogs.Name}",
            $"duration={settings.Quick("5s", "60s")}",
            $"tenants[0].plan={which.Scheduler}",
            $"tenants[0].domains[0].isolateCpu={(which.IsIsolated ? "[1]" : "null")}",
            $"tenants[0].domains[0].apps=[ {Job}{(hogs.Inside ? ", { burn: { tasks: 4 } }" : "")} ]",
            $"tenants[1].domains[0].app={(hogs.Outside ? "burn" : "null")}",
        ],
        Measure = run => Measure(run, which, hogs),
    };

    private static RtVcpuRow Measure(SequentialRun run, RtVcpuCase which, HogPlaces hogs)
    {
        var report = run.Report().Domains[0];
        return RtVcpuRow.Of(which, hogs, report, run.JobsOf(report.Domain));
    }

    private static TextTable Table(IReadOnlyList<RtVcpuRow> rows)
    {
        TextTable table = new(
            new TextColumn("Scheduler", AlignsLeft: true),
            new TextColumn("CPU", AlignsLeft: true),
            new TextColumn("Hogs", AlignsLeft: true),
            new TextColumn("Wake p50", 1),
            new TextColumn("p99", 1),
            new TextColumn("p99.9", 1),
            new TextColumn("max", 1),
            new TextColumn("Response p50", 2),
            new TextColumn("p99", 2),
            new TextColumn("p99.9", 2),
            new TextColumn("max", 2),
            new TextColumn("Late", 2))
        {
            NameColumns = 3,
        };
        foreach (var row in rows)
        {
            table.Add(
                row.Scheduler,
                row.Cpu,
                row.Hogs,
                Shown(row.WakeLatencyP50Nanoseconds),
                Shown(row.WakeLatencyP99Nanoseconds),
                Shown(row.WakeLatencyP999Nanoseconds),
                Shown(row.WakeLatencyMaxNanoseconds),
                Shown(row.ResponseTimeP50Nanoseconds),
                Shown(row.ResponseTimeP99Nanoseconds),
                Shown(row.ResponseTimeP999Nanoseconds),
                Shown(row.ResponseTimeMaxNanoseconds),
                FormattableString.Invariant($"{(row.Jobs == 0 ? 0 : 100.0 * row.JobsLate / row.Jobs):0.00} %"));
        }

        return table;
    }

    private static IReadOnlyList<string> Remarks(IReadOnlyList<RtVcpuRow> rows, MachineProfile machine)
    {
        var bound = BoundOf(machine);
        List<string> within =
        [
            .. rows.GroupBy(row => $"{row.Scheduler}, {row.Cpu}")
                .Where(rows => rows.All(row => row.WakeLatencyMaxNanoseconds <= bound.Nanoseconds))
                .Select(rows => rows.Key),
        ];
        return
        [
            $"Bound of an RT-vCPU's wake latency: {Readable.Time(bound)} (two decisions, a switch, the refill after a"
                + " migration, the longest wake-up, the longest residual tick).",
            within.Count == 0
                ? "No case is within it, wherever hogs run."
                : $"Within it wherever hogs run: {string.Join("; ", within)}.",
        ];
    }

    private static Duration BoundOf(MachineProfile machine) =>
        (machine.SchedulerInvocation * 2) + machine.ContextSwitch + machine.MigrationRefill
            + machine.GuestWakeMax + machine.GuestTickMax;

    private static string Shown(long? nanoseconds) =>
        nanoseconds is long known ? Readable.Time(Duration.FromNanoseconds(known)) : Readable.Nothing;

    private static Figure Figure(
        string name, string label, IReadOnlyList<RtVcpuRow> rows, Func<RtVcpuRow, IReadOnlyList<long>> latencies)
    {
        var all = rows.SelectMany(latencies).DefaultIfEmpty(1).ToList();
        // From a power of ten on, which has a label.
        var least = Math.Pow(10, Math.Floor(Math.Log10(all.Min() / 1e3)));
        Axis x = new(label) { IsLogarithmic = true, Least = least, Most = all.Max() / 1e3 };
        Axis y = new("jobs (%)") { Least = 0, Most = 100 };
        return new Figure(name, [.. RtVcpuCase.All.Select((which, place) => new LineChart(which.Title, x, y, [
            .. rows.Where(row => row.Scheduler == which.Scheduler && row.Cpu == which.Cpu)
                .Select(row => Cumulative(row, latencies(row))),
        ])
        {
            Legend = place == RtVcpuCase.All.Count - 1 ? LegendPlace.LowerRight : LegendPlace.None,
        })])
        {
            ChartWidth = 400,
        };
    }

    private static Series Cumulative(RtVcpuRow row, IReadOnlyList<long> latencies) => new(
        $"hogs {row.Hogs}",
        [.. latencies.Select((latency, index) => new PlotPoint(latency / 1e3, row.PercentilesPpm[index] / 1e4))])
    {
        HasMarkers = false,
        Look = HogPlaces.All.Select(hogs => hogs.Name).ToList().IndexOf(row.Hogs),
    };
}
