using Xenisol.Client.Plots;
using Xenisol.Client.Reports;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Randomness;

namespace Xenisol.Client.Experiments.GlobalEdf;

/// <summary>
/// What one queue for all cores is worth and what it costs: deadlines missed and time lost to scheduling, by cores, for
/// partitioned EDF, the hybrid scheduler and global EDF, on task sets that partition and on such that do not.
/// </summary>
internal sealed class GlobalEdfExperiment : Experiment
{
    private const long LimitPpm = 900_000;
    private const int AttemptsMax = 1_000;

    /// <summary>What the scale has above the lines: with a legend there, and without.</summary>
    private const double LegendRoom = 1.35;
    private const double Room = 1.05;
    private static readonly string[] Schedulers = ["edf", "hybrid", "global-edf"];
    private static readonly int[] AllCores = [2, 4, 8, 16, 24, 32, 48, 64];

    /// <inheritdoc/>
    public override string Name => "global-edf";

    /// <inheritdoc/>
    public override string Summary =>
        "deadlines missed and time lost to scheduling on 2 to 64 cores: partitioned EDF, hybrid, global EDF";

    /// <inheritdoc/>
    public override string QuickNote =>
        "400 ms instead of 2 s, 1 task set instead of 5, 4 numbers of cores instead of 8";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings)
    {
        List<ExperimentCell> cells = [];
        foreach (var kind in TaskKind.All)
        {
            foreach (var cores in settings.Quick([2, 8, 24, 64], AllCores))
            {
                for (var set = 1; set <= settings.Quick(1, 5); set++)
                {
                    var tasks = Draw(kind, cores, set, settings.Seed);
                    cells.AddRange(Schedulers.Select(scheduler => Cell(settings, kind, cores, set, tasks, scheduler)));
                }
            }
        }

        return cells;
    }

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<GlobalEdfRow>();
        return new ExperimentReport(
            Table(rows),
            ["Late: of all jobs. Hypervisor: decisions and waiting for a shared queue's lock, of all cores' time."],
            [
                Figure("missed-deadlines", "jobs late (%)", rows, row => row.LatePercent),
                Figure("overhead", "scheduling (% of all cores' time)", rows, row => row.OverheadPercent),
                Figure("hypervisor", "decisions and lock (% of all cores' time)", rows, row => row.HypervisorPercent),
            ]);
    }

    /// <summary>A set that partitions as its kind should; few are drawn again.</summary>
    private static TaskSet Draw(TaskKind kind, int cores, int set, ulong seed)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var name = FormattableString.Invariant($"{kind.Name}-{cores}-{set}-{attempt}");
            var tasks = TaskSet.Draw(
                new RandomStream(seed, name, "tasks"),
                kind.TotalPercent * 10_000L * cores,
                kind.LeastPercent * 10_000,
                kind.MostPercent * 10_000);
            if (tasks.Partitions(cores, LimitPpm) == kind.Partitions)
            {
                return tasks;
            }
        }

        throw new InvalidOperationException(
            $"None of {AttemptsMax} sets of {kind.Name} tasks for {cores} cores is what its kind should be.");
    }

    private static ExperimentCell Cell(
        ExperimentSettings settings, TaskKind kind, int cores, int set, TaskSet tasks, string scheduler) => new()
        {
            Name = FormattableString.Invariant($"{kind.Name}-{cores:00}-cores-{set}-{scheduler}"),
            Scenario = "global-edf",
            Sets =
            [
                FormattableString.Invariant(
                    $"name=Global EDF, {kind.Name} tasks, set {set}, {cores} cores, {scheduler}"),
                $"duration={settings.Quick("400ms", "2s")}",
                FormattableString.Invariant($"hosts[0].cores={cores}"),
                $"hosts[0].scheduler={{ kind: {scheduler}, admission: off }}",
                $"plans=[{string.Join(", ", tasks.Tasks.Select(Plan))}]",
                $"tenants=[{string.Join(", ", tasks.Tasks.Select(Tenant))}]",
            ],
            Measure = run => Measure(run, kind, cores, set, tasks, scheduler),
        };

    private static string Plan(PeriodicTask task, int index) => FormattableString.Invariant(
        $"{{ name: task{index + 1}, cpu: {{ period: {task.PeriodMicroseconds}us, ")
        + FormattableString.Invariant($"slice: {task.SliceMicroseconds}us }} }}");

    private static string Tenant(PeriodicTask task, int index)
    {
        var name = FormattableString.Invariant($"task{index + 1}");
        var app = FormattableString.Invariant(
            $"periodic: {{ period: {task.PeriodMicroseconds}us, cost: {task.CostMicroseconds}us }}");
        return $"{{ name: {name}, plan: {name}, domains: [ {{ name: {name}, app: {{ {app} }} }} ] }}";
    }

    private static GlobalEdfRow Measure(
        SequentialRun run, TaskKind kind, int cores, int set, TaskSet tasks, string scheduler)
    {
        var report = run.Report();
        var host = report.Hosts[0];
        var time = (double)report.Measured.Nanoseconds * cores;
        var jobs = report.Domains.Sum(domain => domain.Jobs);
        var late = report.Domains.Sum(domain => domain.DeadlinesMissed);
        return new GlobalEdfRow
        {
            Tasks = kind.Name,
            Scheduler = scheduler,
            Cores = cores,
            Set = set,
            TaskCount = tasks.Tasks.Count,
            WorkPercent = Percent(tasks.Tasks.Sum(task => task.WorkPpm), 1e6 * cores),
            ReservedPercent = Percent(tasks.Tasks.Sum(task => task.ReservedPpm), 1e6 * cores),
            Partitions = tasks.Partitions(cores, LimitPpm),
            Jobs = jobs,
            JobsLate = late,
            LatePercent = Percent(late, jobs),
            HypervisorPercent = Percent(host.Hypervisor.Nanoseconds, time),
            SwitchPercent = Percent(host.Switch.Nanoseconds, time),
            Switches = host.Switches,
        };
    }

    private static double Percent(double part, double whole) => whole == 0 ? 0 : Math.Round(100 * part / whole, 6);

    private static TextTable Table(IReadOnlyList<GlobalEdfRow> rows)
    {
        TextTable table = new(
            new TextColumn("Tasks", AlignsLeft: true),
            new TextColumn("Cores"),
            new TextColumn("Scheduler", AlignsLeft: true),
            new TextColumn("Late"),
            new TextColumn("Hypervisor"),
            new TextColumn("Switches"))
        {
            NameColumns = 3,
        };
        foreach (var group in rows.GroupBy(row => (row.Tasks, row.Cores, row.Scheduler)))
        {
            table.Add(
                group.Key.Tasks,
                Readable.Count(group.Key.Cores),
                group.Key.Scheduler,
                FormattableString.Invariant($"{group.Average(row => row.LatePercent):0.00} %"),
                FormattableString.Invariant($"{group.Average(row => row.HypervisorPercent):0.00} %"),
                FormattableString.Invariant($"{group.Average(row => row.SwitchPercent):0.00} %"));
        }

        return table;
    }

    private static Figure Figure(
        string name, string label, IReadOnlyList<GlobalEdfRow> rows, Func<GlobalEdfRow, double> measure) =>
        new(name, [.. TaskKind.All.Select((kind, index) =>
            Chart(kind, label, [.. rows.Where(row => row.Tasks == kind.Name)], measure, index == 0 ? LegendRoom : Room)
            with
            {
                Legend = index == 0 ? LegendPlace.UpperLeft : LegendPlace.None,
            })]);

    private static LineChart Chart(
        TaskKind kind, string label, GlobalEdfRow[] rows, Func<GlobalEdfRow, double> measure, double room)
    {
        Axis cores = new("cores") { IsLogarithmic = true, Ticks = [.. AllCores.Select(count => (double)count)] };
        // Where nothing is late, a tenth of a percent.
        var most = Math.Max(rows.Select(row => measure(row)).DefaultIfEmpty().Max(), 0.1) * room;
        Axis y = new(label) { Least = 0, Most = most };
        return new LineChart(kind.Description, cores, y, [.. Schedulers.Select(scheduler => new Series(
            scheduler,
            [.. rows.Where(row => row.Scheduler == scheduler).GroupBy(row => row.Cores)
                .Select(group => PlotPoint.Of(group.Key, [.. group.Select(row => measure(row))]))]))]);
    }
}
