namespace Xenisol.Client.Plots;

/// <summary>A picture of one or several charts side by side.</summary>
/// <param name="Name">The name of its files, without extension.</param>
/// <param name="Charts">From left to right, at least one.</param>
internal sealed record Figure(string Name, IReadOnlyList<Chart> Charts)
{
    /// <summary>Of each chart, in points of 1/96 inch.</summary>
    public int ChartWidth { get; init; } = 560;

    /// <summary>Of the figure, in points of 1/96 inch.</summary>
    public int Height { get; init; } = 400;

    public int Width => ChartWidth * Charts.Count;
}
