namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>What came of verifying a golden file.</summary>
/// <param name="File">The file's name, as given.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Engines">Whose results were compared.</param>
/// <param name="Numbers">How many numbers were compared.</param>
/// <param name="Conformity">How well they agree.</param>
/// <param name="Differences">Those that do not, in the order of comparison.</param>
public sealed record GoldenVerdict(
    string File,
    string Schema,
    IReadOnlyList<string> Engines,
    long Numbers,
    GoldenConformity Conformity,
    IReadOnlyList<GoldenDifference> Differences)
{
    /// <summary>Parts of the file that could not be compared, each with the reason; usually none.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>The verdict that follows from comparisons with one engine each.</summary>
    /// <exception cref="InvalidDataException">There was nothing to compare.</exception>
    internal static GoldenVerdict Of(string file, string schema, IReadOnlyList<GoldenComparison> comparisons)
    {
        List<GoldenDifference> differences = [.. comparisons.SelectMany(one => one.Differences)];
        long numbers = comparisons.Sum(one => one.Numbers);
        return new GoldenVerdict(
            file,
            schema,
            [.. comparisons.Where(one => one.Numbers > 0).Select(one => one.Engine)],
            numbers > 0 ? numbers : throw new InvalidDataException($"{file} holds no results to compare with."),
            differences.Count > 0 ? GoldenConformity.Different
                : comparisons.All(one => one.IsExact) ? GoldenConformity.Exact : GoldenConformity.WithinTolerance,
            differences);
    }
}
