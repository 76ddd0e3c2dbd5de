namespace Xenisol.Client.Plots;

/// <summary>Draws samples as distributions.</summary>
internal static class Distribution
{
    /// <summary>More steps than this would not be seen.</summary>
    private const int StepsMax = 1_000;

    /// <summary>The part of the samples that is at most x, as steps from 0 to 1.</summary>
    public static Series Cumulative(string name, IEnumerable<double> samples) =>
        Steps(name, samples, part => part, from: 0);

    /// <summary>The part of the samples that is greater than x: on a logarithmic axis it shows the tail.</summary>
    public static Series Exceeding(string name, IEnumerable<double> samples) =>
        Steps(name, samples, part => 1 - part, from: 1);

    private static Series Steps(string name, IEnumerable<double> samples, Func<double, double> height, double from)
    {
        double[] sorted = [.. samples.Order()];
        List<PlotPoint> points = [];
        var before = from;
        for (var i = 0; i < sorted.Length; i++)
        {
            // The last of equal samples counts. The greatest ones are all kept, for the tail is what matters.
            var isLast = i + 1 == sorted.Length || sorted[i + 1] > sorted[i];
            var isSeen = i % Math.Max(1, sorted.Length / StepsMax) == 0 || sorted.Length - i <= StepsMax;
            if (!isLast || !isSeen)
            {
                continue;
            }

            var after = height((i + 1.0) / sorted.Length);
            points.Add(new PlotPoint(sorted[i], before));
            points.Add(new PlotPoint(sorted[i], after));
            before = after;
        }

        return new Series(name, points) { HasMarkers = false };
    }
}
