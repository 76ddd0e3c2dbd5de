using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains.Worlds;

/// <summary>A run as one silo knows it: layout, world, and where everything is.</summary>
internal sealed class RunContext
{
    private readonly Dictionary<string, int> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _hosts = new(StringComparer.Ordinal);
    private long _grainCalls;

    public RunContext(string run, RunLayout layout, IEmulatedWorld world)
    {
        Run = run;
        Layout = layout;
        World = world;
        foreach (var component in world.Components)
        {
            _components.Add(component.Path, component.Id);
        }

        for (var i = 0; i < world.Plan.Hosts.Count; i++)
        {
            _hosts.Add(world.Plan.Hosts[i].Name, i);
        }
    }

    public string Run { get; }

    public RunLayout Layout { get; }

    public IEmulatedWorld World { get; }

    public int PartitionCount => Layout.Silos.Count;

    /// <summary>Calls that grains of the run took on this silo.</summary>
    public long GrainCalls => Interlocked.Read(ref _grainCalls);

    public void CountCall() => Interlocked.Increment(ref _grainCalls);

    public ComponentInfo? Find(string path) =>
        _components.TryGetValue(path, out var component) ? World.Components[component] : null;

    /// <exception cref="RunFailedException">There is no such component.</exception>
    public ComponentInfo Component(string path) =>
        Find(path) ?? throw new RunFailedException(
            $"Run {Run} has no component {path}; a path is host/kind/name, and the host's grain lists its components.");

    /// <exception cref="RunFailedException">There is no such host.</exception>
    public HostPlan Host(string name) =>
        _hosts.TryGetValue(name, out var index)
            ? World.Plan.Hosts[index]
            : throw new RunFailedException(
                $"Run {Run} has no host {name}; its hosts are "
                + $"{string.Join(", ", World.Plan.Hosts.Select(host => host.Name))}.");

    public int PartitionOf(ComponentInfo component) => component.Timeline % PartitionCount;

    /// <summary>The silo of whatever stands at a path: a partition's index, a host, or a component.</summary>
    public SiloAddress? SiloOf(string path)
    {
        if (int.TryParse(path, out var partition) && (uint)partition < (uint)PartitionCount)
        {
            return Layout.Silos[partition];
        }

        if (_components.TryGetValue(path, out var component))
        {
            return Layout.Silos[PartitionOf(World.Components[component])];
        }

        return _hosts.TryGetValue(path, out var host) ? Layout.Silos[host % PartitionCount] : null;
    }
}
