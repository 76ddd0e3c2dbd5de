using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Partitions;

/// <summary>What a partition's thread works on: its timelines, and what they show and send. Used by that thread only.
/// </summary>
internal sealed class PartitionRuntime
{
    private readonly RunContext _run;
    private readonly TimeProvider _clock;
    private readonly ComponentGateway? _gateway;
    private readonly WatchBuffer? _watcher;
    private readonly Partition _partition;
    private readonly SliceLength _slice;
    private readonly Duration _meetEvery;
    private readonly PeerExchange? _exchange;
    private VirtualTime _boundary;

    public PartitionRuntime(
        RunContext run, int index, ComponentGateway? gateway, PeerExchange? exchange, TimeProvider clock)
    {
        _run = run;
        _clock = clock;
        _gateway = gateway;
        _exchange = exchange;
        _slice = new SliceLength(run.World.Lookahead);
        _meetEvery = Duration.Min(run.World.Lookahead, SliceLength.Longest);
        if (run.Layout.WatchTraces || run.Layout.WatchMessages || run.Layout.WatchTimeline)
        {
            _watcher = new WatchBuffer(run.World, run.Layout);
        }

        var timelines = new List<Timeline>();
        for (var timeline = index; timeline < run.World.TimelineCount; timeline += run.PartitionCount)
        {
            var made = run.World.CreateTimeline(timeline, gateway);
            made.Watcher = _watcher;
            timelines.Add(made);
        }

        _partition = new Partition(timelines, run.World.TimelineCount, run.World.Lookahead);
    }

    public VirtualTime Next => _partition.Next;

    public void Inject(IReadOnlyList<LoggedCommand> commands)
    {
        foreach (var command in commands)
        {
            var component = _run.Component(command.Component);
            TimelineOf(component.Timeline).Command(
                VirtualTime.FromNanoseconds(command.AtNanoseconds),
                command.Position,
                new Message(component.Id, command.Kind, command.Port, command.A, command.B));
        }
    }

    /// <summary>
    /// Goes from window to window. All partitions know the same: where the next window starts, how long it is, and
    /// whether somebody wants to stop, so all make the same steps.
    /// </summary>
    public AdvanceReport Advance(in AdvanceOrder order)
    {
        var start = _clock.GetTimestamp();
        var budget = TimeSpan.FromMilliseconds(order.WallMilliseconds);
        var (next, window, until) = (order.NextNanoseconds, order.Window, order.UntilNanoseconds);
        var stop = false;
        while (!stop && next < until)
        {
            var end = Math.Min(until, checked(next + WindowLength()));
            var windowStart = _clock.GetTimestamp();
            _partition.Advance(VirtualTime.FromNanoseconds(end));
            _boundary = VirtualTime.FromNanoseconds(end);
            var now = _clock.GetTimestamp();
            _slice.Adapt(_clock.GetElapsedTime(windowStart, now));
            var wantsStop = _clock.GetElapsedTime(start, now) >= budget || _watcher is { IsFull: true };
            (next, stop) = _exchange is null
                ? (_partition.Next.Nanoseconds, wantsStop)
                : _exchange.Meet(_partition, window, wantsStop);
            window++;
        }

        if (next >= until)
        {
            _partition.Advance(VirtualTime.FromNanoseconds(until));
            _boundary = VirtualTime.Max(_boundary, VirtualTime.FromNanoseconds(until));
        }

        return new AdvanceReport(_boundary.Nanoseconds, window, next, _partition.Events, _watcher?.Take() ?? []);
    }

    /// <summary>A lone partition has nobody to meet, so its windows are bounded by wall time only.</summary>
    private long WindowLength() => (_exchange is null ? _slice.Length : _meetEvery).Nanoseconds;

    /// <summary>The saved state of one component, or of each of a timeline's.</summary>
    public CapturedState Capture(int first, int count)
    {
        var states = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            states[i] = Save(first + i);
        }

        return new CapturedState(_boundary.Nanoseconds, first, states);
    }

    public IReadOnlyList<CapturedState> CaptureAll() =>
        [.. _partition.Timelines.Select(timeline => Capture(timeline.FirstComponent, timeline.ComponentCount))];

    private byte[] Save(int component)
    {
        if (_gateway is not null)
        {
            return _gateway.Save(component);
        }

        var timeline = TimelineOf(_run.World.Components[component].Timeline);
        var state = StateTransfer.Save();
        timeline.Processes[component - timeline.FirstComponent].Transfer(state);
        return state.ToArray();
    }

    private Timeline TimelineOf(int index) => _partition.Timelines[index / _run.PartitionCount];
}
