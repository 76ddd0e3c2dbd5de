using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Partitions;

/// <summary>Collects what a partition's timelines show, until the partition reports its window.</summary>
internal sealed class WatchBuffer : IWatcher
{
    /// <summary>A lone partition reports when it has collected this many.</summary>
    public const int FullAt = 16_384;

    private readonly ITopology _topology;
    private readonly bool _traces;
    private readonly bool _messages;
    private readonly bool _timeline;
    private readonly List<WatchedMessage> _seen = [];

    public WatchBuffer(ITopology topology, RunLayout wanted)
    {
        _topology = topology;
        _traces = wanted.WatchTraces;
        _messages = wanted.WatchMessages;
        _timeline = wanted.WatchTimeline;
    }

    public bool WantsMessages => _messages || _timeline;

    public bool IsFull => _seen.Count >= FullAt;

    public void Handled(in Envelope envelope)
    {
        var message = envelope.Message;
        if (!_messages && !TimelineKinds.ShowsMessage(message.Kind))
        {
            return;
        }

        _seen.Add(new WatchedMessage(
            envelope.Order.At.Nanoseconds,
            envelope.Order.Place,
            message.Target,
            IsObservation: false,
            message.Kind,
            message.Port,
            message.A,
            message.B));
    }

    public void Observed(VirtualTime at, int source, in Message observation)
    {
        if (_traces || (_timeline && TimelineKinds.ShowsObservation(observation.Kind)))
        {
            _seen.Add(new WatchedMessage(
                at.Nanoseconds,
                0,
                source,
                IsObservation: true,
                observation.Kind,
                observation.Port,
                observation.A,
                observation.B));
        }
    }

    /// <summary>Hands over what was seen, by instant, then timeline, then as it was seen.</summary>
    public WatchedMessage[] Take()
    {
        if (_seen.Count == 0)
        {
            return [];
        }

        var taken = WatchedOrder.Sort(_seen, _topology);
        _seen.Clear();
        return taken;
    }
}
