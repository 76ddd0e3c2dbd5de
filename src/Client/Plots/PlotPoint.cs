namespace Xenisol.Client.Plots;

/// <summary>A point with its spread.</summary>
/// <param name="X">Along the x axis.</param>
/// <param name="Y">Along the y axis.</param>
/// <param name="Low">Where the spread begins; at most y.</param>
/// <param name="High">Where the spread ends; at least y.</param>
internal readonly record struct PlotPoint(double X, double Y, double Low, double High)
{
    /// <summary>A point without spread.</summary>
    public PlotPoint(double x, double y)
        : this(x, y, y, y)
    {
    }

    /// <summary>The mean of samples at one place, with their least and greatest.</summary>
    /// <exception cref="InvalidOperationException">There is no sample.</exception>
    public static PlotPoint Of(double x, IReadOnlyCollection<double> samples) =>
        new(x, samples.Average(), samples.Min(), samples.Max());
}
