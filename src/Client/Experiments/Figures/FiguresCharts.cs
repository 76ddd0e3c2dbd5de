using Xenisol.Client.Plots;

namespace Xenisol.Client.Experiments.Figures;

/// <summary>The figures: the paper's second and third, one for adaptive copying, one of the driver domain's CPU.
/// </summary>
internal static class FiguresCharts
{
    private const int ChartWidth = 500;
    private const double LegendRoom = 1.3;
    private const string CeilingLabel = "ceiling of each sender (Mbit/s); what limits";
    private static readonly string[] PaperModes = ["always", "delayed"];
    private static readonly string[] AllModes = ["always", "delayed", "adaptive"];

    public static IReadOnlyList<Figure> Of(IReadOnlyList<FiguresRow> rows) =>
    [
        Each("figure-2-throughput", rows, setup => Throughput(rows, setup, PaperModes)),
        Each("figure-3-latency", rows, setup => Latency(rows, setup, PaperModes)),
        new Figure(
            "figure-4-adaptive",
            [
                Throughput(rows, FiguresSetup.ShortDriver, AllModes),
                Latency(rows, FiguresSetup.Ample, AllModes),
            ]),
        Each("driver-cpu", rows, setup => Bars(
            rows, setup, AllModes, "driver domain (% of a core)", row => row.DriverCpuPercent)),
    ];

    /// <summary>A bottleneck in words.</summary>
    public static string NameOf(Bottleneck bottleneck) => bottleneck switch
    {
        Bottleneck.DriverCpu => "driver CPU",
        Bottleneck.HtbClass => "HTB class",
        Bottleneck.Link => "link",
        _ => "guest CPU",
    };

    /// <summary>Fit for a narrow group of bars.</summary>
    private static string ShortNameOf(Bottleneck bottleneck) => NameOf(bottleneck).Split(' ')[^1] switch
    {
        "CPU" => NameOf(bottleneck).Split(' ')[0],
        var last => last,
    };

    /// <summary>One chart a setup; the first has the legend.</summary>
    private static Figure Each(string name, IReadOnlyList<FiguresRow> rows, Func<FiguresSetup, Chart> chart) =>
        new(name, [.. FiguresSetup.All
            .Where(setup => rows.Any(row => row.Setup == setup.Name))
            .Select((setup, index) => index == 0 ? chart(setup) : chart(setup) with { Legend = LegendPlace.None })])
        {
            ChartWidth = ChartWidth,
        };

    /// <summary>A ceiling, and below it what limits there; several where the modes differ.</summary>
    private static string Named(IReadOnlyList<FiguresRow> rows, int ceil)
    {
        var names = rows.Where(row => row.CeilMbps == ceil).Select(row => ShortNameOf(row.Bottleneck)).Distinct();
        return FormattableString.Invariant($"{ceil}\n{string.Join('/', names)}");
    }

    private static BarChart Throughput(IReadOnlyList<FiguresRow> rows, FiguresSetup setup, string[] modes) =>
        Bars(rows, setup, modes, "throughput of all senders (Mbit/s)", row => row.ThroughputMbps);

    private static BarChart Bars(
        IReadOnlyList<FiguresRow> rows,
        FiguresSetup setup,
        string[] modes,
        string label,
        Func<FiguresRow, double> measure)
    {
        var own = rows.Where(row => row.Setup == setup.Name).ToList();
        var ceilings = own.Select(row => row.CeilMbps).Distinct().ToList();
        return new BarChart(
            setup.Description,
            new Axis(CeilingLabel),
            new Axis(label),
            [.. ceilings.Select(ceil => Named(own, ceil))],
            [.. modes.Select(mode => new Series(
                mode,
                [.. own.Where(row => row.Copy == mode)
                    .Select(row => new PlotPoint(ceilings.IndexOf(row.CeilMbps), measure(row)))]))]);
    }

    private static LineChart Latency(IReadOnlyList<FiguresRow> rows, FiguresSetup setup, string[] modes)
    {
        var own = rows.Where(row => row.Setup == setup.Name).ToList();
        var ceilings = own.Select(row => row.CeilMbps).Distinct().ToList();
        Axis x = new(CeilingLabel)
        {
            IsLogarithmic = true,
            Ticks = [.. ceilings.Select(ceil => (double)ceil)],
            TickLabels = [.. ceilings.Select(ceil => Named(own, ceil))],
        };
        Axis y = new("ping beside them (ms): median to greatest")
        {
            IsLogarithmic = true,
            Least = 0.1,
            Most = rows.Select(row => row.PingMaxMs).DefaultIfEmpty(1).Max() * LegendRoom,
        };
        return new LineChart(setup.Description, x, y, [.. modes.Select(mode => new Series(
            mode,
            [.. own.Where(row => row.Copy == mode).Select(row =>
                new PlotPoint(
                    row.CeilMbps, row.PingP50Ms ?? row.PingMaxMs, row.PingP50Ms ?? row.PingMaxMs, row.PingMaxMs))]))])
        {
            Legend = LegendPlace.UpperRight,
        };
    }
}
