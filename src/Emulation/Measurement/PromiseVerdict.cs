using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Measurement;

/// <summary>Whether a promise was kept.</summary>
/// <param name="Promise">The promise.</param>
/// <param name="Kept">Whether it holds; false also where nothing was measured.</param>
/// <param name="Measured">What was measured, in the limit's unit; null if nothing was.</param>
public sealed record PromiseVerdict(PromisePlan Promise, bool Kept, long? Measured);
