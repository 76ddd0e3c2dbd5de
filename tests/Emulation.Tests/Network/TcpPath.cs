using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

/// <summary>
/// A sender and a receiver joined by a path: a bottleneck with a tail-drop queue, a one-way latency, and a rule that
/// loses chosen transmissions. Acknowledgements are never lost.
/// </summary>
internal sealed class TcpPath
{
    private enum Event
    {
        Segment,
        Acknowledgement,
        SenderTimer,
        ReceiverTimer,
    }

    private readonly PriorityQueue<(Event Kind, long Value), (long At, long Order)> _events = new();
    private readonly long[] _armed = [long.MaxValue, long.MaxValue];
    private readonly TcpOptions _options;
    private readonly long _latency;
    private readonly long _segmentTime;
    private readonly long _queueTime;
    private readonly Func<long, TcpSegment, bool> _loses;
    private long _linkFree;
    private long _order;
    private long _transmissions;

    public TcpPath(
        TcpOptions options,
        Duration latency,
        long segments = long.MaxValue,
        long bottleneckBytesPerSecond = 0,
        int queueSegments = int.MaxValue,
        Func<long, TcpSegment, bool>? loses = null)
    {
        _options = options;
        Sender = new TcpSender(options, segments);
        Receiver = new TcpReceiver(options);
        _latency = latency.Nanoseconds;
        _segmentTime = bottleneckBytesPerSecond == 0
            ? 0
            : TcpOptions.SegmentBytes * 1_000_000_000L / bottleneckBytesPerSecond;
        _queueTime = _segmentTime * queueSegments;
        _loses = loses ?? ((_, _) => false);
    }

    public TcpSender Sender { get; private set; }

    public TcpReceiver Receiver { get; private set; }

    public long Acknowledgements { get; private set; }

    public long Lost { get; private set; }

    public int WindowSegments => _options.WindowSegments;

    public long MostInFlight { get; private set; }

    /// <summary>When the receiver had each segment in order, in ns.</summary>
    public List<long> Deliveries { get; } = [];

    public void RunUntil(Duration end)
    {
        if (_transmissions == 0)
        {
            Send(0);
        }

        while (_events.TryPeek(out var next, out var order) && order.At < end.Nanoseconds)
        {
            _events.Dequeue();
            Handle(next.Kind, next.Value, order.At);
        }
    }

    /// <summary>Saves both ends, and goes on with fresh ones that load it.</summary>
    public void Reload()
    {
        var save = StateTransfer.Save();
        Sender.Transfer(save);
        Receiver.Transfer(save);
        Sender = new TcpSender(_options);
        Receiver = new TcpReceiver(_options);
        var load = StateTransfer.Load(save.ToArray());
        Sender.Transfer(load);
        Receiver.Transfer(load);
        load.Finish();
    }

    private void Handle(Event kind, long value, long now)
    {
        switch (kind)
        {
            case Event.Segment:
                var due = Receiver.OnSegment(VirtualTime.FromNanoseconds(now), value);
                while (Deliveries.Count < Receiver.Received)
                {
                    Deliveries.Add(now);
                }

                Answer(due, now);
                break;
            case Event.ReceiverTimer:
                _armed[1] = long.MaxValue;
                Answer(Receiver.OnTimeout(VirtualTime.FromNanoseconds(now)), now);
                break;
            case Event.Acknowledgement:
                Sender.OnAck(VirtualTime.FromNanoseconds(now), value);
                Send(now);
                break;
            default:
                _armed[0] = long.MaxValue;
                Sender.OnTimeout(VirtualTime.FromNanoseconds(now));
                Send(now);
                break;
        }
    }

    private void Answer(bool due, long now)
    {
        if (due)
        {
            Acknowledgements++;
            At(now + _latency, Event.Acknowledgement, Receiver.Acknowledge());
        }

        Arm(Event.ReceiverTimer, Receiver.NextTimeout, now);
    }

    private void Send(long now)
    {
        while (Sender.TrySend(VirtualTime.FromNanoseconds(now), out var segment))
        {
            MostInFlight = Math.Max(MostInFlight, Sender.InFlight);
            if (_loses(_transmissions++, segment) || _linkFree - now > _queueTime)
            {
                Lost++;
                continue;
            }

            _linkFree = Math.Max(_linkFree, now) + _segmentTime;
            At(_linkFree + _latency, Event.Segment, segment.Sequence);
        }

        Arm(Event.SenderTimer, Sender.NextTimeout, now);
    }

    /// <summary>One event a timer: if the deadline moved on, the event finds out and asks again.</summary>
    private void Arm(Event timer, VirtualTime deadline, long now)
    {
        ref var armed = ref _armed[timer == Event.SenderTimer ? 0 : 1];
        if (deadline.Nanoseconds < armed)
        {
            armed = Math.Max(now, deadline.Nanoseconds);
            At(armed, timer, 0);
        }
    }

    private void At(long time, Event kind, long value) => _events.Enqueue((kind, value), (time, _order++));
}
