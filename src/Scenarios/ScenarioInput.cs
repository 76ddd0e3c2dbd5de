namespace Xenisol.Scenarios;

/// <summary>A file beside the scenario that it was read with.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Role">What it is, such as <c>a trace of the scenario</c>.</param>
public sealed record ScenarioInput(string Path, string Role);
