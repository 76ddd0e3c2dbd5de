using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Partitions;

/// <summary>What a partition's thread works on: its timelines, and what they show and send. Used by that thread only.
/// </summary>
internal sealed class PartitionRuntime
{
    private const int NoBudget = 0;

    private static readonly long[] NothingSent = [];

    private readonly RunContext _run;
    private readonly TimeProvider _clock;
    private readonly ComponentGateway? _gateway;
    private readonly WatchBuffer? _watcher;
    private readonly Partition _partition;
    private readonly SliceLength _slice;
    private VirtualTime _boundary;

    public PartitionRuntime(RunContext run, int index, ComponentGateway? gateway, TimeProvider clock)
    {
        _run = run;
        _clock = clock;
        _gateway = gateway;
        _slice = new SliceLength(run.World.Lookahead);
        if (run.Layout.WatchTraces || run.Layout.WatchMessages)
        {
            _watcher = new WatchBuffer(run.World, run.Layout.WatchTraces, run.Layout.WatchMessages);
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

    /// <summary>Takes what other partitions sent; after this, nothing sent in earlier windows is missing.</summary>
    public void Accept(IReadOnlyList<byte[]> blobs)
    {
        foreach (var blob in blobs)
        {
            foreach (ref readonly var message in MessageBlob.Read(blob))
            {
                _partition.Accept(message);
            }
        }
    }

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

    public WindowOutcome Advance(in AdvanceOrder order)
    {
        var until = VirtualTime.FromNanoseconds(order.UntilNanoseconds);
        if (order.WallMilliseconds == NoBudget)
        {
            _partition.Advance(until);
            _boundary = VirtualTime.Max(_boundary, until);
        }
        else
        {
            AdvanceSliceBySlice(until, TimeSpan.FromMilliseconds(order.WallMilliseconds));
        }

        return Report();
    }

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

    /// <summary>A lone partition has no one to meet: it goes on until the wall-clock budget is used up.</summary>
    private void AdvanceSliceBySlice(VirtualTime until, TimeSpan budget)
    {
        var start = _clock.GetTimestamp();
        var sliceStart = start;
        while (_boundary < until && _watcher is not { IsFull: true })
        {
            var from = VirtualTime.Max(_boundary, VirtualTime.Min(_partition.Next, until));
            var end = until - from <= _slice.Length ? until : from + _slice.Length;
            _partition.Advance(end);
            _boundary = end;
            var now = _clock.GetTimestamp();
            _slice.Adapt(_clock.GetElapsedTime(sliceStart, now));
            sliceStart = now;
            if (_clock.GetElapsedTime(start, now) >= budget)
            {
                return;
            }
        }
    }

    private WindowOutcome Report()
    {
        var blobs = new byte[]?[_run.PartitionCount];
        var counts = new int[_run.PartitionCount];
        var sent = NothingSent;
        if (_partition.Outgoing.Count > 0)
        {
            sent = new long[_run.PartitionCount];
            Array.Fill(sent, long.MaxValue);
            Divide(blobs, counts, sent);
            _partition.Outgoing.Clear();
        }

        var report = new AdvanceReport(
            _boundary.Nanoseconds,
            _partition.Next.Nanoseconds,
            sent,
            _partition.Events,
            _watcher?.Take() ?? []);
        return new WindowOutcome(report, blobs, counts);
    }

    private void Divide(byte[]?[] blobs, int[] counts, long[] sent)
    {
        var divided = new List<RemoteMessage>?[blobs.Length];
        foreach (var message in _partition.Outgoing)
        {
            var target = message.Timeline % blobs.Length;
            (divided[target] ??= []).Add(message);
            sent[target] = Math.Min(sent[target], message.Envelope.Order.At.Nanoseconds);
        }

        for (var i = 0; i < blobs.Length; i++)
        {
            if (divided[i] is { } messages)
            {
                blobs[i] = MessageBlob.Write(messages);
                counts[i] = messages.Count;
            }
        }
    }

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
