using System.Collections.Concurrent;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains.Worlds;

/// <summary>The runs that a silo knows, so that its grains share one world per run instead of each reading the plan.
/// </summary>
internal sealed class RunDirectory(IWorldFactory worlds)
{
    private readonly ConcurrentDictionary<string, RunContext> _runs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public RunContext? TryGet(string run) => _runs.GetValueOrDefault(run);

    /// <summary>Knows a run from now on; an earlier epoch of it is forgotten.</summary>
    public RunContext Register(string run, RunLayout layout)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(run, out var known) && known.Layout.Epoch >= layout.Epoch)
            {
                return known;
            }

            var context = new RunContext(run, layout, worlds.Create(RunPlanJson.Read(layout.Plan)));
            _runs[run] = context;
            return context;
        }
    }

    /// <summary>The world of a plan that is about to be started.</summary>
    public IEmulatedWorld CreateWorld(RunPlan plan) => worlds.Create(plan);

    public async ValueTask<RunContext> Get(IGrainFactory grains, string run) =>
        TryGet(run) ?? Register(run, await grains.GetGrain<IRunGrain>(run).GetLayout());

    /// <summary>Forgets a run, unless a later epoch took its place.</summary>
    public void Forget(string run, long epoch)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(run, out var known) && known.Layout.Epoch <= epoch)
            {
                _runs.TryRemove(run, out _);
            }
        }
    }
}
