using Xenisol.Client.Plots;

namespace Xenisol.Client.Experiments.IrqBalance;

/// <summary>The figures: what is delivered of the promises, the latency beside, and where the work is done.</summary>
internal static class IrqBalanceCharts
{
    private const int ChartWidth = 500;
    private const double Whole = 100;
    private const double LegendRoom = 1.4;

    public static IReadOnlyList<Figure> Of(IReadOnlyList<IrqBalanceRow> rows) =>
    [
        new Figure("throughput", [Throughput(rows), Least(rows)]),
        new Figure("latency", [Latency(rows)]),
        new Figure(
            "vcpu-load",
            [.. CoresOf(rows).Select((cores, index) => Loads(rows, cores) with
            {
                Legend = index == 0 ? LegendPlace.UpperRight : LegendPlace.None,
            })])
        {
            ChartWidth = ChartWidth,
        },
    ];

    private static List<int> CoresOf(IReadOnlyList<IrqBalanceRow> rows) =>
        [.. rows.Select(row => row.Cores).Distinct().Order()];

    private static BarChart Throughput(IReadOnlyList<IrqBalanceRow> rows) => Bars(
        rows,
        "what all senders get",
        new Axis("throughput (Gbit/s)")
        {
            Most = rows.Select(row => row.PromisedMbps / 1e3).DefaultIfEmpty(1).Max() * LegendRoom,
        },
        set => set.Average(row => row.ThroughputMbps / 1e3));

    private static BarChart Least(IReadOnlyList<IrqBalanceRow> rows)
    {
        Axis y = new("delivered of its promise (%)") { Most = Whole };
        var chart = Bars(
            rows, "what the sender gets who gets least", y, set => set.Min(row => row.WorstDeliveredPercent));
        return chart with { Legend = LegendPlace.None };
    }

    /// <summary>One group for each number of cores, with what was promised there.</summary>
    private static BarChart Bars(
        IReadOnlyList<IrqBalanceRow> rows, string title, Axis y, Func<IEnumerable<IrqBalanceRow>, double> measure)
    {
        var cores = CoresOf(rows);
        return new BarChart(
            title,
            new Axis("cores of the driver domain; what all senders are promised"),
            y,
            [.. cores.Select(count => FormattableString.Invariant(
                $"{count}\n{rows.First(row => row.Cores == count).PromisedMbps / 1e3:0.0} Gbit/s"))],
            [.. IrqPlacement.All.Select(placement => new Series(
                placement.Label,
                [.. rows.Where(row => row.Balancer == placement.Name).GroupBy(row => row.Cores)
                    .Select(set => new PlotPoint(cores.IndexOf(set.Key), measure(set)))]))]);
    }

    private static LineChart Latency(IReadOnlyList<IrqBalanceRow> rows)
    {
        Axis x = new("cores of the driver domain")
        {
            IsLogarithmic = true,
            Ticks = [.. CoresOf(rows).Select(count => (double)count)],
        };
        Axis y = new("round trip (ms): median to worst p99")
        {
            IsLogarithmic = true,
            Least = 0.1,
            Most = 300,
        };
        return new LineChart("four domains that ping beside the senders", x, y, [.. IrqPlacement.All.Select(placement =>
            new Series(
                placement.Label,
                [.. rows.Where(row => row.Balancer == placement.Name && row.PingP50Ms is not null)
                    .GroupBy(row => row.Cores)
                    .Select(set => Spread(set.Key, [.. set]))]))]);
    }

    private static PlotPoint Spread(int cores, IReadOnlyList<IrqBalanceRow> rows)
    {
        var median = rows.Average(row => row.PingP50Ms!.Value);
        return new PlotPoint(cores, median, median, Math.Max(median, rows.Max(row => row.PingP99Ms) ?? median));
    }

    /// <summary>The first set of promises: an example, for vCPUs of different sets are not the same.</summary>
    private static BarChart Loads(IReadOnlyList<IrqBalanceRow> rows, int cores)
    {
        var first = rows.Where(row => row.Cores == cores && row.Set == rows[0].Set).ToList();
        return new BarChart(
            FormattableString.Invariant($"{cores} cores"),
            new Axis("vCPU of the driver domain"),
            new Axis("time on its core (%)") { Most = Whole * LegendRoom, Ticks = [0, 20, 40, 60, 80, 100] },
            [.. Enumerable.Range(0, cores).Select(vcpu => FormattableString.Invariant($"{vcpu}"))],
            [.. IrqPlacement.All.Select(placement => new Series(
                placement.Label,
                [.. first.Where(row => row.Balancer == placement.Name)
                    .SelectMany(row => row.VcpuPercent)
                    .Select((percent, vcpu) => new PlotPoint(vcpu, percent))]))]);
    }
}
