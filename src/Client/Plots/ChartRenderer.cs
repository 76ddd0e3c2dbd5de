using ScottPlot;
using ScottPlot.Plottables;

namespace Xenisol.Client.Plots;

/// <summary>Turns charts into ScottPlot's plots.</summary>
internal static class ChartRenderer
{
    private const float TextSize = 13;
    private const float TitleSize = 14;
    private const float MarkerSize = 8;
    private const float MarkerStep = 4;
    private const float LineWidth = 2;
    private const float LineStep = 1.8f;
    private const int FewMarkers = 6;
    private const double BandOpacity = 0.15;
    private const double GroupWidth = 0.8;
    private const double Headroom = 0.06;
    private static readonly Color GridColor = Color.FromHex("#E4E4E4");
    private static readonly Color FrameColor = Color.FromHex("#404040");

    public static Plot Plot(Chart chart)
    {
        ShippedFont.Install();
        Plot plot = new();
        switch (chart)
        {
            case LineChart lines:
                Draw(plot, lines);
                break;
            case BarChart bars:
                Draw(plot, bars);
                break;
            default:
                throw new ArgumentException($"A {chart.GetType().Name} cannot be drawn.", nameof(chart));
        }

        Dress(plot, chart);
        return plot;
    }

    private static void Draw(Plot plot, LineChart chart)
    {
        PlotPoint[] all = [.. chart.Series.SelectMany(series => series.Points)];
        AxisTicks x = new(chart.X, Least(all.Select(point => point.X)), Most(all.Select(point => point.X)));
        AxisTicks y = new(chart.Y, Least(all.Select(point => point.Low)), Most(all.Select(point => point.High)));
        var depths = CoveredLines.Depths(chart, x, y);
        foreach (var (index, series) in chart.Series.Index())
        {
            var look = series.Look ?? index;
            var color = Palette.ColorOf(look);
            var size = MarkerSize + (depths[index] * MarkerStep);
            double[] xs = [.. series.Points.Select(point => x.Place(point.X))];
            double[] ys = [.. series.Points.Select(point => y.Place(point.Y))];
            if (series.Points.Any(point => point.Low < point.High))
            {
                var band = plot.Add.FillY(
                    xs,
                    [.. series.Points.Select(point => y.Place(point.Low))],
                    [.. series.Points.Select(point => y.Place(point.High))]);
                band.FillColor = color.WithAlpha(BandOpacity);
                band.LineWidth = 0;
                band.MarkerSize = 0;
            }

            var line = plot.Add.Scatter(xs, ys, color);
            line.LegendText = series.Name;
            line.LineWidth = series.HasLine ? LineWidth + (depths[index] * LineStep) : 0;
            Mark(line, look, series.HasMarkers ? size : 0);
            if (!series.HasMarkers)
            {
                // A few tell lines apart that would be covered by markers.
                line.LegendText = "";
                var part = (double)index / chart.Series.Count;
                var few = plot.Add.ScatterPoints(Few(xs, part), Few(ys, part), color);
                few.LegendText = series.Name;
                Mark(few, look, MarkerSize);
            }
        }

        Limit(plot, chart, x, y);
    }

    private static void Mark(Scatter line, int look, float size)
    {
        line.MarkerShape = Palette.MarkerOf(look);
        line.MarkerSize = size;
        line.MarkerLineWidth = 2;
    }

    /// <summary>Each series has its markers elsewhere, so that they do not hide each other where lines coincide.
    /// </summary>
    private static double[] Few(double[] values, double part) =>
        [.. Enumerable.Range(1, FewMarkers)
            .Select(i => values[(int)((values.Length - 1) * (i - part) / FewMarkers)])
            .Take(values.Length)];

    private static void Draw(Plot plot, BarChart chart)
    {
        PlotPoint[] all = [.. chart.Series.SelectMany(series => series.Points)];
        AxisTicks x = new(chart.X, -0.5, chart.Categories.Count - 0.5);
        AxisTicks y = new(chart.Y, 0, Most(all.Select(point => point.High)));
        var width = GroupWidth / chart.Series.Count;
        foreach (var (index, series) in chart.Series.Index())
        {
            var color = Palette.ColorOf(series.Look ?? index);
            var offset = (index - ((chart.Series.Count - 1) / 2.0)) * width;
            var bars = plot.Add.Bars(series.Points.Select(point => new Bar
            {
                Position = point.X + offset,
                Value = point.Y,
                Size = width * 0.92,
                FillColor = color,
                LineWidth = 0,
            }).ToArray());
            bars.LegendText = series.Name;
            foreach (var point in series.Points.Where(point => point.Low < point.High))
            {
                var spread = plot.Add.Line(point.X + offset, point.Low, point.X + offset, point.High);
                spread.LineColor = FrameColor;
                spread.LineWidth = 1.5f;
            }
        }

        Limit(plot, chart, x, y);
        plot.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, chart.Categories.Count).Select(i => (double)i)], [.. chart.Categories]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Grid.XAxisStyle.IsVisible = false;
    }

    /// <summary>Room around the data, but none where an axis's end was given.</summary>
    private static void Limit(Plot plot, Chart chart, AxisTicks x, AxisTicks y)
    {
        var aside = (x.To - x.From) * Headroom / 2;
        var above = (y.To - y.From) * Headroom;
        plot.Axes.SetLimits(
            x.From - (chart.X.Least is null ? aside : 0),
            x.To + (chart.X.Most is null ? aside : 0),
            y.From - (chart.Y.Least is null && chart is not BarChart ? above : 0),
            y.To + (chart.Y.Most is null ? above : 0));
        plot.Axes.Bottom.TickGenerator = x.Generator() ?? plot.Axes.Bottom.TickGenerator;
        plot.Axes.Left.TickGenerator = y.Generator() ?? plot.Axes.Left.TickGenerator;
    }

    private static void Dress(Plot plot, Chart chart)
    {
        plot.Font.Set(ShippedFont.Name);
        plot.Title(chart.Title, TitleSize);
        plot.Axes.Title.Label.Bold = false;
        plot.XLabel(chart.X.Label, TextSize);
        plot.YLabel(chart.Y.Label, TextSize);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = TextSize - 1;
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.FrameLineStyle.Color = plot.Axes.Left.FrameLineStyle.Color = FrameColor;
        plot.Grid.MajorLineColor = GridColor;
        if (chart.Legend == LegendPlace.None)
        {
            plot.HideLegend();
            return;
        }

        var legend = plot.ShowLegend(chart.Legend switch
        {
            LegendPlace.UpperRight => Alignment.UpperRight,
            LegendPlace.LowerLeft => Alignment.LowerLeft,
            LegendPlace.LowerRight => Alignment.LowerRight,
            _ => Alignment.UpperLeft,
        });
        legend.FontSize = TextSize - 1;
        legend.ShadowColor = Colors.Transparent;
        legend.OutlineColor = GridColor;
        legend.BackgroundColor = Colors.White.WithAlpha(0.85);
        legend.SymbolWidth = 34;
    }

    private static double Least(IEnumerable<double> values) => values.DefaultIfEmpty(0).Min();

    private static double Most(IEnumerable<double> values) => values.DefaultIfEmpty(1).Max();
}
