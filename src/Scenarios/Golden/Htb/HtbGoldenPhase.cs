namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>A stretch of the run with throughputs of its own.</summary>
/// <param name="From">Its start, in ns.</param>
/// <param name="To">Its end, in ns.</param>
/// <param name="Measured">For each flow, the median over the kernel's repetitions in bits per second; null if none.
/// </param>
/// <param name="Model">For each flow, the model's throughput in bits per second; null if none.</param>
internal sealed record HtbGoldenPhase(
    long From, long To, IReadOnlyList<decimal?> Measured, IReadOnlyList<decimal?> Model);
