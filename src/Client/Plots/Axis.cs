namespace Xenisol.Client.Plots;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it shows, with the unit in brackets, such as <c>latency (ms)</c>.</param>
internal sealed record Axis(string Label)
{
    /// <summary>Whether it is logarithmic; what is not positive is then drawn at its least value.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Where it begins; null for the data's own least.</summary>
    public double? Least { get; init; }

    /// <summary>Where it ends; null for the data's own greatest.</summary>
    public double? Most { get; init; }

    /// <summary>Where it has ticks, such as the values that were run; empty for round numbers.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>What stands at the ticks; empty for their values.</summary>
    public IReadOnlyList<string> TickLabels { get; init; } = [];
}
