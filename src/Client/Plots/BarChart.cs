namespace Xenisol.Client.Plots;

/// <summary>Groups of bars: one group for each category, and in it one bar of each series.</summary>
/// <param name="Title">What is to be seen.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis; linear, and from zero.</param>
/// <param name="Categories">What stands under the groups.</param>
/// <param name="Series">The bars: the x of each point is the index of its category.</param>
internal sealed record BarChart(
    string Title, Axis X, Axis Y, IReadOnlyList<string> Categories, IReadOnlyList<Series> Series)
    : Chart(Title, X, Y);
