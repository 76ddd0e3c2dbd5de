using Xenisol.Grains.Partitions;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>
/// How far a run is. The partitions go from window to window among themselves; after 50 ms of wall time, or at the
/// limit,
/// all stand at one boundary, and questions and commands are taken.
/// </summary>
/// <remarks>
/// Invariant: everything before <see cref="Boundary"/> is handled, on every partition. A window starts at the earliest
/// pending message of all partitions and ends before any message that could still be sent: at the lookahead.
/// </remarks>
internal sealed class RunWindows
{
    private const int WallMilliseconds = 50;

    private readonly RunContext _run;
    private readonly IPartitionGrain[] _partitions;
    private long _next;
    private long _window;

    /// <summary>A run at its start.</summary>
    /// <param name="run">The run.</param>
    /// <param name="partitions">Its partitions.</param>
    /// <param name="next">The earliest pending message of all partitions.</param>
    public RunWindows(RunContext run, IPartitionGrain[] partitions, long next)
    {
        _run = run;
        _partitions = partitions;
        _next = next;
    }

    /// <summary>Everything before this instant is handled.</summary>
    public long Boundary { get; private set; }

    /// <summary>Messages handled so far.</summary>
    public long Events { get; private set; }

    /// <summary>Some windows, up to <paramref name="limit"/> at the farthest; returns what was seen in them.</summary>
    public async Task<WatchedMessage[]> Advance(long limit)
    {
        if (limit <= Boundary)
        {
            return [];
        }

        var order = new AdvanceOrder(_run.Layout.Epoch, _window, _next, limit, WallMilliseconds);
        var reports = await Task.WhenAll(_partitions.Select(partition => partition.Advance(order)));
        (Boundary, _window, _next) =
            (reports[0].BoundaryNanoseconds, reports[0].Window, reports[0].NextNanoseconds);
        Events = reports.Sum(report => report.Events);
        return Merge(reports);
    }

    /// <summary>Delivers commands whose instant is the boundary.</summary>
    public async Task Inject(IEnumerable<LoggedCommand> commands)
    {
        foreach (var group in commands.GroupBy(c => _run.PartitionOf(_run.Component(c.Component))))
        {
            await _partitions[group.Key].Inject(_run.Layout.Epoch, [.. group]);
            _next = Math.Min(_next, group.Min(command => command.AtNanoseconds));
        }
    }

    private WatchedMessage[] Merge(AdvanceReport[] reports)
    {
        if (reports.Length == 1)
        {
            return reports[0].Watched;
        }

        var seen = reports.SelectMany(report => report.Watched).ToList();
        return seen.Count == 0 ? [] : WatchedOrder.Sort(seen, _run.World);
    }
}
