using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Components;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>How a run begins and what it leaves.</summary>
internal sealed partial class RunGrain
{
    private const string GrainNamespace = "Xenisol.Grains.";

    private async Task Prepare(RunStart start)
    {
        var plan = await Placed(start.Plan);
        var world = Directory.CreateWorld(RunPlanJson.Read(plan));
        var silos = await Silos();
        var partitions = Math.Clamp(Math.Max(start.Partitions, silos.Count), 1, world.TimelineCount);
        var layout = new RunLayout(
            plan,
            start.Granularity,
            _clock.GetUtcNow().UtcTicks,
            [.. Enumerable.Range(0, partitions).Select(i => silos[i % silos.Count])],
            start.WatchTraces,
            start.WatchMessages,
            start.WatchTimeline);
        var run = Directory.Register(RunName, layout);
        try
        {
            _commands = new CommandLog(start.Replay, run);
            _partitions = [.. Enumerable.Range(0, partitions)
                .Select(i => GrainFactory.GetGrain<IPartitionGrain>(GrainKeys.Partition(RunName, i)))];
            var next = await Task.WhenAll(_partitions.Select((partition, i) => partition.Start(
                new PartitionStart(i, layout, [.. start.Replay.Where(
                    command => run.PartitionOf(run.Component(command.Component)) == i)]))));
            _windows = new RunWindows(run, _partitions, next.Min());
        }
        catch
        {
            await ClosePartitions(layout.Epoch);
            Directory.Forget(RunName, layout.Epoch);
            throw;
        }

        _run = run;
        _start = start;
        _pauseRequested = start.Paused;
        _stopRequested = false;
        _failure = "";
        _result = null;
        _watched = new WatchedQueue();
        _startedAt = _clock.GetTimestamp();
    }

    /// <summary>The plan with every domain placed.</summary>
    private async Task<byte[]> Placed(byte[] plan)
    {
        if (!RunPlanJson.Read(plan).Domains.Any(domain => domain.Host.Length == 0))
        {
            return plan;
        }

        var answer = await GrainFactory.GetGrain<IPlacementSchedulerGrain>(RunName).Place(plan);
        return answer.Refusal.Length == 0 ? answer.Plan : throw new RunFailedException(answer.Refusal);
    }

    /// <summary>
    /// The silos, this one first; the others in the order of their addresses. A silo that has just joined is active
    /// before its grain classes are known here, and until then nothing is placed on it.
    /// </summary>
    private async Task<IReadOnlyList<SiloAddress>> Silos()
    {
        const int Attempts = 200;
        for (var attempt = 0; ; attempt++)
        {
            var active = await Management().GetHosts(onlyActive: true);
            var known = _manifest.Current.Silos;
            if (active.Keys.All(known.ContainsKey) || attempt == Attempts)
            {
                return [_here, .. active.Keys.Where(silo => !silo.Equals(_here) && known.ContainsKey(silo)).Order()];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock);
        }
    }

    private async Task<RunResult> MakeResult(RunContext run, RunWindows windows)
    {
        var activations = await CountActivations();
        var usages = await Task.WhenAll(_partitions.Select(partition => partition.GetUsage(run.Layout.Epoch)));
        var captured = await CaptureStates(run);
        return new RunResult
        {
            Digest = ComponentStates.Digest(Fold(run.World, captured.States)),
            Interrupted = windows.Boundary < run.World.Plan.Duration.Nanoseconds,
            VirtualNanoseconds = windows.Boundary,
            Events = windows.Events,
            WallSeconds = _wall.TotalSeconds,
            CpuSeconds = usages.GroupBy(usage => usage.ProcessId).Sum(process => process.Max(u => u.CpuSeconds)),
            Granularity = run.Layout.Granularity,
            Activations = activations,
            GrainCalls = GrainCalls(run, usages),
            Partitions = _partitions.Length,
            Processes = Processes(run, usages),
            Commands = _commands!.Logged,
            Plan = run.Layout.Plan,
            States = captured.States,
        };
    }

    /// <summary>Partitions of one silo share a count; this grain's silo may have none.</summary>
    private long GrainCalls(RunContext run, PartitionUsage[] usages)
    {
        var silos = run.Layout.Silos;
        var counted = usages.Select((usage, i) => (Silo: silos[i], usage.GrainCalls)).GroupBy(entry => entry.Silo)
            .Sum(silo => silo.Max(entry => entry.GrainCalls));
        return silos.Contains(_here) ? counted : counted + run.GrainCalls;
    }

    private static IReadOnlyList<ProcessUsage> Processes(RunContext run, PartitionUsage[] usages)
    {
        var hosts = run.World.Plan.Hosts.Select(host => host.Name).ToList();
        return
        [
            .. usages.GroupBy(usage => usage.ProcessId).Select(process => new ProcessUsage(
                process.Key,
                [.. process.SelectMany(usage => usage.Hosts).OrderBy(hosts.IndexOf)],
                process.Sum(usage => usage.MessagesToOtherSilos),
                process.Sum(usage => usage.BlobsToOtherSilos))),
        ];
    }

    private static ulong Fold(IEmulatedWorld world, IReadOnlyList<byte[]> states)
    {
        var digest = default(MessageDigest);
        for (var component = 0; component < states.Count; component++)
        {
            digest.Chain(ComponentStates.Load(world, component, states[component]).Digest);
        }

        return digest.Value;
    }

    private async Task<CapturedState> CaptureStates(RunContext run)
    {
        var captured = await Task.WhenAll(_partitions.Select(partition => partition.CaptureAll(run.Layout.Epoch)));
        var states = new byte[run.World.Components.Count][];
        foreach (var timeline in captured.SelectMany(partition => partition))
        {
            for (var i = 0; i < timeline.States.Count; i++)
            {
                states[timeline.First + i] = timeline.States[i];
            }
        }

        return new CapturedState(_windows!.Boundary, 0, states);
    }

    private async Task<IReadOnlyList<GrainActivations>> CountActivations()
    {
        var statistics = await Management().GetSimpleGrainStatistics();
        return
        [
            .. statistics
                .Where(entry => entry.GrainType.StartsWith(GrainNamespace, StringComparison.Ordinal))
                .GroupBy(entry => ClassName(entry.GrainType), StringComparer.Ordinal)
                .Select(group => new GrainActivations(group.Key, group.Sum(entry => entry.ActivationCount)))
                .Where(entry => entry.Count > 0)
                .OrderBy(entry => entry.GrainClass, StringComparer.Ordinal),
        ];
    }

    private static string ClassName(string grainType)
    {
        var name = grainType.Split(',')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private IManagementGrain Management() => GrainFactory.GetGrain<IManagementGrain>(0);

    private Task ClosePartitions(long epoch) =>
        Task.WhenAll(_partitions.Select(partition => partition.Close(epoch)));
}
