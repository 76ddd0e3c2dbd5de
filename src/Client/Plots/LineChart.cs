namespace Xenisol.Client.Plots;

/// <summary>Lines, scatters and distributions: whatever is points by x and y.</summary>
internal sealed record LineChart(string Title, Axis X, Axis Y, IReadOnlyList<Series> Series) : Chart(Title, X, Y);
