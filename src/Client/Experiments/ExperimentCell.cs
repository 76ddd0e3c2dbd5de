using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments;

/// <summary>One run of an experiment: a shipped scenario, what is changed in it, and what is measured.</summary>
internal sealed record ExperimentCell
{
    /// <summary>Unique in the experiment, and fit for a file name, such as <c>edf-08-cores-1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The scenario it starts from: <c>NAME</c> is <c>scenarios/experiments/NAME.yaml</c>. Every domain has
    /// its host there.</summary>
    public required string Scenario { get; init; }

    /// <summary>Changes as of <c>run --set</c>, in order; seed and the user's own come after them.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Sees the run at work, and it alone; null for nobody.</summary>
    public IWatcher? Watcher { get; init; }

    /// <summary>Makes the cell's row of data once the run is over: a record whose properties are the columns, numbers
    /// with their unit as the last word. Wall times do not belong there.</summary>
    public required Func<SequentialRun, object> Measure { get; init; }
}
