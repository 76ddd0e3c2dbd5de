using Xenisol.Grains.Partitions;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>
/// The windows of a run: which partitions take part in the next one and how far it goes, and what they reported. A
/// partition that has nothing due in a window is not called.
/// </summary>
/// <remarks>
/// Invariant: everything before <see cref="Boundary"/> is handled, on every partition. A window starts at the earliest
/// pending message of all partitions and ends before any message that could still be sent: at the lookahead. A lone
/// partition has nobody to wait for and ends its window itself, after 50 ms of wall time.
/// </remarks>
internal sealed class RunWindows
{
    private const int LoneWindowMilliseconds = 50;

    private readonly RunContext _run;
    private readonly IPartitionGrain[] _partitions;
    private readonly long[] _next;
    private readonly long[] _boundaries;
    private readonly long[] _events;
    private long _window;

    public RunWindows(RunContext run, IPartitionGrain[] partitions, long[] next)
    {
        _run = run;
        _partitions = partitions;
        _next = next;
        _boundaries = new long[partitions.Length];
        _events = new long[partitions.Length];
    }

    /// <summary>Everything before this instant is handled.</summary>
    public long Boundary { get; private set; }

    public long Events => _events.Sum();

    /// <summary>The earliest pending message of all partitions.</summary>
    public long Next => _next.Min();

    /// <summary>One window, up to <paramref name="limit"/> at the farthest; returns what was seen in it.</summary>
    public async Task<WatchedMessage[]> Advance(long limit)
    {
        var next = Next;
        if (next >= limit)
        {
            Boundary = Math.Max(Boundary, limit);
            return [];
        }

        var lone = _partitions.Length == 1;
        var lookahead = _run.World.Lookahead.Nanoseconds;
        var until = lone || limit - next <= lookahead ? limit : next + lookahead;
        return await Advance(until, lone ? LoneWindowMilliseconds : 0, partition => _next[partition] < until);
    }

    /// <summary>Brings partitions that sat out the last windows to the boundary; nothing is due before it.</summary>
    public Task Align() => Advance(Boundary, 0, partition => _boundaries[partition] < Boundary);

    /// <summary>Delivers commands whose instant is the boundary.</summary>
    public async Task Inject(IEnumerable<LoggedCommand> commands)
    {
        foreach (var group in commands.GroupBy(c => _run.PartitionOf(_run.Component(c.Component))))
        {
            await _partitions[group.Key].Inject(_run.Layout.Epoch, [.. group]);
            _next[group.Key] = Math.Min(_next[group.Key], group.Min(command => command.AtNanoseconds));
        }
    }

    private async Task<WatchedMessage[]> Advance(long until, int wallMilliseconds, Func<int, bool> takesPart)
    {
        var order = new AdvanceOrder(_run.Layout.Epoch, ++_window, until, wallMilliseconds);
        var calls = new List<(int Partition, Task<AdvanceReport> Report)>(_partitions.Length);
        for (var i = 0; i < _partitions.Length; i++)
        {
            if (takesPart(i))
            {
                calls.Add((i, _partitions[i].Advance(order)));
            }
        }

        await Task.WhenAll(calls.Select(call => call.Report));
        foreach (var (partition, report) in calls)
        {
            // No partition that takes part has less than what its report says: what it was sent is in the senders'.
            _next[partition] = report.Result.NextNanoseconds;
            _boundaries[partition] = report.Result.BoundaryNanoseconds;
            _events[partition] = report.Result.Events;
        }

        foreach (var (_, report) in calls)
        {
            for (var target = 0; target < report.Result.Sent.Length; target++)
            {
                _next[target] = Math.Min(_next[target], report.Result.Sent[target]);
            }
        }

        Boundary = Math.Max(Boundary, _partitions.Length == 1 ? _boundaries[0] : until);
        return Merge(calls);
    }

    private WatchedMessage[] Merge(List<(int Partition, Task<AdvanceReport> Report)> calls)
    {
        if (calls.Count == 1)
        {
            return calls[0].Report.Result.Watched;
        }

        var seen = calls.SelectMany(call => call.Report.Result.Watched).ToList();
        return seen.Count == 0 ? [] : WatchedOrder.Sort(seen, _run.World);
    }
}
