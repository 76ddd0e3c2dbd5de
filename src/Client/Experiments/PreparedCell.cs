using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios;

namespace Xenisol.Client.Experiments;

/// <summary>A cell whose scenario was read and found right.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Plan">What will run.</param>
/// <param name="Sets">Every change to the shipped scenario, seed and user's own included.</param>
internal sealed record PreparedCell(ExperimentCell Cell, RunPlan Plan, IReadOnlyList<string> Sets)
{
    /// <summary>Reads the scenarios of all cells, or lists every fault of theirs.</summary>
    public static IReadOnlyList<PreparedCell> All(
        Experiment experiment, ExperimentSettings settings, List<string> faults)
    {
        var seed = FormattableString.Invariant($"seed={settings.Seed}");
        List<PreparedCell> prepared = [];
        foreach (var cell in experiment.Cells(settings))
        {
            IReadOnlyList<string> sets = [.. cell.Sets, .. settings.Sets, seed];
            var (plan, errors) = ShippedScenarios.LoadExperiment(cell.Scenario, sets);
            if (plan is null)
            {
                // What the user set is wrong in every cell: once is enough.
                faults.AddRange(errors.Select(error => $"cell {cell.Name}: {error}"));
                return [];
            }

            prepared.Add(new PreparedCell(cell, plan, sets));
        }

        return prepared;
    }

    /// <summary>The scenario as a file that <c>run</c> takes; its digest is the cell's.</summary>
    public string Scenario() => ShippedScenarios.WriteExperiment(Cell.Scenario, Sets);
}
