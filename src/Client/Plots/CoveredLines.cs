namespace Xenisol.Client.Plots;

/// <summary>Finds lines that later ones would hide, so that they can be drawn wider and show beneath.</summary>
internal static class CoveredLines
{
    /// <summary>As near as this, in parts of the chart's width and height, one covers the other.</summary>
    private const double Near = 0.008;

    /// <summary>Points of a series that are looked at.</summary>
    private const int Samples = 24;

    /// <summary>For each series, how many lie on top of each other above it at some place.</summary>
    public static int[] Depths(LineChart chart, AxisTicks x, AxisTicks y)
    {
        (double X, double Y)[][] places =
        [
            .. chart.Series.Select(series => series.Points.Select(point => (
                (x.Place(point.X) - x.From) / Span(x), (y.Place(point.Y) - y.From) / Span(y))).ToArray()),
        ];
        var depths = new int[places.Length];
        for (var below = places.Length - 2; below >= 0; below--)
        {
            for (var above = below + 1; above < places.Length; above++)
            {
                if (depths[below] <= depths[above] && Covers(places[above], places[below]))
                {
                    depths[below] = depths[above] + 1;
                }
            }
        }

        return depths;
    }

    private static double Span(AxisTicks axis) => axis.To > axis.From ? axis.To - axis.From : 1;

    private static bool Covers((double X, double Y)[] above, (double X, double Y)[] below)
    {
        var step = Math.Max(1, below.Length / Samples);
        for (var i = 0; i < below.Length; i += step)
        {
            var (x, y) = below[i];
            if (Array.Exists(above, one => Math.Abs(one.X - x) < Near && Math.Abs(one.Y - y) < Near))
            {
                return true;
            }
        }

        return false;
    }
}
