using Xenisol.Client.Experiments.DriverDomainCost;
using Xenisol.Client.Experiments.Figures;
using Xenisol.Client.Experiments.GlobalEdf;
using Xenisol.Client.Experiments.IrqBalance;
using Xenisol.Client.Experiments.Ongaro;
using Xenisol.Client.Experiments.RtVcpu;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Client.Experiments;

/// <summary>The experiments there are.</summary>
internal static class ExperimentCatalogue
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new DriverDomainCostExperiment(),
        new FiguresExperiment(),
        new GlobalEdfExperiment(),
        new IrqBalanceExperiment(),
        new OngaroExperiment(),
        new RtVcpuExperiment(),
    ];

    /// <summary>An experiment by its name; or null and why not.</summary>
    public static Experiment? Find(string name, out string fault)
    {
        var found = All.FirstOrDefault(experiment => experiment.Name == name);
        fault = found is not null
            ? ""
            : $"There is no experiment '{name}'"
                + Suggestion.Among(name, [.. All.Select(experiment => experiment.Name)], "experiments");
        return found;
    }
}
