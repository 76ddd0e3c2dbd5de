using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Partitions;

/// <summary>Collects what a partition's timelines show, until the partition reports its window.</summary>
internal sealed class WatchBuffer(ITopology topology, bool traces, bool messages) : IWatcher
{
    /// <summary>A lone partition reports when it has collected this many.</summary>
    public const int FullAt = 16_384;

    private readonly List<WatchedMessage> _seen = [];

    public bool WantsMessages => messages;

    public bool WantsTraces => traces;

    public bool IsFull => _seen.Count >= FullAt;

    public void Handled(in Envelope envelope)
    {
        var message = envelope.Message;
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
        if (traces)
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

        var taken = WatchedOrder.Sort(_seen, topology);
        _seen.Clear();
        return taken;
    }
}
