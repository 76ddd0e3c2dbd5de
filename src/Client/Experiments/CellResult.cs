namespace Xenisol.Client.Experiments;

/// <summary>A cell that was run to its end.</summary>
/// <param name="Prepared">The cell.</param>
/// <param name="Row">What it measured.</param>
/// <param name="Events">Messages handled.</param>
/// <param name="Digest">The run's digest: the same as <c>run</c> prints for the cell's scenario.</param>
internal sealed record CellResult(PreparedCell Prepared, object Row, long Events, string Digest)
{
    public string Name => Prepared.Cell.Name;
}
