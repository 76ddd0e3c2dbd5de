using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Grains;

namespace Xenisol.Client.Reports;

/// <summary>A finished or interrupted run: everything that is printed or written about it.</summary>
/// <param name="Scenario">The scenario file as it was named.</param>
/// <param name="ScenarioHash">SHA-256 of the scenario file's bytes; 64 hexadecimal digits.</param>
/// <param name="Sets">The changes made to it on the command line.</param>
/// <param name="Plan">The plan that ran.</param>
/// <param name="Result">What the run gave and how it ran.</param>
/// <param name="Report">What it shows.</param>
/// <param name="Traces">What became of the traces; null if none were asked for.</param>
/// <param name="Timeline">What the timeline shows; null if none was asked for.</param>
internal sealed record RunOutcome(
    string Scenario,
    string ScenarioHash,
    IReadOnlyList<string> Sets,
    RunPlan Plan,
    RunResult Result,
    RunReport Report,
    TraceCounts? Traces,
    TimelineCounts? Timeline = null);
