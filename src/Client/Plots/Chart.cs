namespace Xenisol.Client.Plots;

/// <summary>One pair of axes with what is drawn between them.</summary>
/// <param name="Title">What is to be seen.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal abstract record Chart(string Title, Axis X, Axis Y)
{
    /// <summary>Where the legend stands; inside, so it should be where no data is.</summary>
    public LegendPlace Legend { get; init; } = LegendPlace.UpperLeft;
}
