namespace Xenisol.Client.Experiments;

/// <summary>What came of an experiment.</summary>
/// <param name="Experiment">Which.</param>
/// <param name="Settings">As asked for.</param>
/// <param name="Cells">The cells that are complete, in their order.</param>
/// <param name="Planned">How many there should be.</param>
internal sealed record ExperimentResult(
    Experiment Experiment, ExperimentSettings Settings, IReadOnlyList<CellResult> Cells, int Planned)
{
    public bool IsComplete => Cells.Count == Planned;

    /// <summary>The data of the cells that measured this kind of row.</summary>
    public IReadOnlyList<TRow> Rows<TRow>() => [.. Cells.Select(cell => cell.Row).OfType<TRow>()];
}
