namespace Xenisol.Client.Experiments;

/// <summary>
/// A question put to the emulation: many runs that differ in a few things, and what they say together. One file each;
/// <see cref="ExperimentCatalogue"/> lists them.
/// </summary>
internal abstract class Experiment
{
    /// <summary>What <c>xenisol experiment</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>What <c>--quick</c> leaves out, such as <c>2 s instead of 10 s a cell</c>.</summary>
    public abstract string QuickNote { get; }

    /// <summary>The runs, in the order of the table.</summary>
    public abstract IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings);

    /// <summary>What the runs say; after an interruption some are missing.</summary>
    public abstract ExperimentReport Report(ExperimentResult result);
}
