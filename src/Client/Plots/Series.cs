namespace Xenisol.Client.Plots;

/// <summary>Points that belong together: a line with markers, a scatter, or a distribution's steps.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">In the order in which a line joins them.</param>
internal sealed record Series(string Name, IReadOnlyList<PlotPoint> Points)
{
    public bool HasLine { get; init; } = true;

    public bool HasMarkers { get; init; } = true;

    /// <summary>Its place in the <see cref="Palette"/>; null for its place in the chart. What means the same in two
    /// charts should look the same there.</summary>
    public int? Look { get; init; }
}
