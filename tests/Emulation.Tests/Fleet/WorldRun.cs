using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>A whole world advanced in this process, by any number of partitions.</summary>
internal sealed class WorldRun
{
    private readonly List<Partition> _partitions = [];
    private readonly List<Timeline> _timelines;

    public WorldRun(RunPlan plan, int partitions = 1)
    {
        World = new World(plan);
        _timelines = [.. Enumerable.Range(0, World.TimelineCount).Select(index => World.CreateTimeline(index))];
        for (var i = 0; i < partitions; i++)
        {
            var own = _timelines.Where(timeline => timeline.Index % partitions == i).ToList();
            _partitions.Add(new Partition(own, World.TimelineCount, World.Lookahead));
        }
    }

    public World World { get; }

    public IReadOnlyList<Timeline> Timelines => _timelines;

    public IReadOnlyList<LogicalProcess> Components => [.. _timelines.SelectMany(timeline => timeline.Processes)];

    public long Events => _partitions.Sum(partition => partition.Events);

    public ulong Digest
    {
        get
        {
            var digest = 17UL;
            foreach (var component in Components)
            {
                digest = unchecked((digest * 0x100000001b3UL) ^ component.Digest);
            }

            return digest;
        }
    }

    public T One<T>(string name)
        where T : LogicalProcess =>
        Components.OfType<T>().Single(one => one.Name.EndsWith(name, StringComparison.Ordinal));

    public WorldRun AdvanceTo(Duration end)
    {
        var until = VirtualTime.Zero + end;
        if (_partitions.Count == 1)
        {
            _partitions[0].Advance(until);
            return this;
        }

        while (true)
        {
            var next = _partitions.Select(partition => partition.Next).Aggregate(VirtualTime.Never, VirtualTime.Min);
            var window = next >= until ? until : VirtualTime.Min(until, next + World.Lookahead);
            foreach (var partition in _partitions)
            {
                partition.Advance(window);
            }

            foreach (var partition in _partitions)
            {
                foreach (var message in partition.Outgoing)
                {
                    _partitions[message.Timeline % _partitions.Count].Accept(message);
                }

                partition.Outgoing.Clear();
            }

            if (window == until)
            {
                return this;
            }
        }
    }

    /// <summary>The same state in a fresh world with any number of partitions.</summary>
    public WorldRun Reload(int partitions)
    {
        var other = new WorldRun(World.Plan, partitions);
        for (var i = 0; i < _timelines.Count; i++)
        {
            var save = StateTransfer.Save();
            _timelines[i].Transfer(save);
            var load = StateTransfer.Load(save.ToArray());
            other._timelines[i].Transfer(load);
            load.Finish();
        }

        return other;
    }
}
