using Xenisol.Client.Plots;
using Xenisol.Client.Reports;

namespace Xenisol.Client.Experiments;

/// <summary>What an experiment shows.</summary>
/// <param name="Table">The table for standard output.</param>
/// <param name="Remarks">What is to be read from it: a sentence each.</param>
/// <param name="Figures">What <c>--out</c> draws.</param>
internal sealed record ExperimentReport(
    TextTable Table, IReadOnlyList<string> Remarks, IReadOnlyList<Figure> Figures)
{
    /// <summary>Of an experiment that was interrupted before its first cell was complete.</summary>
    public static ExperimentReport Empty { get; } = new(new TextTable(), [], []);
}
