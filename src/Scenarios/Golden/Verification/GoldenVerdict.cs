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
    IReadOnlyList<GoldenDifference> Differences);
