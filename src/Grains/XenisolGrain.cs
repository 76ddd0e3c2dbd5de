using Xenisol.Grains.Worlds;

namespace Xenisol.Grains;

/// <summary>
/// Base of every grain. The first activation yields at once: Orleans 10.4 runs the first request under the activation's
/// lock, so that two grains of one silo that call each other in their first turns would hang for ever.
/// </summary>
internal abstract class XenisolGrain : Grain
{
    private readonly RunDirectory _directory;
    private RunContext? _counted;

    protected XenisolGrain(RunDirectory directory) => _directory = directory;

    /// <summary>The run that the grain's key begins with.</summary>
    protected string RunName { get; private set; } = "";

    /// <summary>The key after the run's name and a slash; empty if there is none.</summary>
    protected string Path { get; private set; } = "";

    protected RunDirectory Directory => _directory;

    public sealed override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        (RunName, Path) = GrainKeys.Split(this.GetPrimaryKeyString());
        await base.OnActivateAsync(cancellationToken);
    }

    /// <summary>Counts a call for the run's summary.</summary>
    internal void CountCall()
    {
        _counted ??= _directory.TryGet(RunName);
        _counted?.CountCall();
    }

    /// <summary>The run as this silo knows it; asks the run's grain if it does not know it yet.</summary>
    protected ValueTask<RunContext> GetRun() => _directory.Get(GrainFactory, RunName);
}
