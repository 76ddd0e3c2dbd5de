using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// The clients of one domain: open loop, so requests are sent when they are due, whatever became of earlier ones, and
/// latency counts from when a request was meant to be sent. A request without its whole reply after the timeout has
/// failed; nothing is sent again.
/// </summary>
internal sealed class Client : LogicalProcess
{
    private const int DueTimer = 0;
    private const int TimeoutTimer = 1;

    private readonly LoadPlan _load;
    private readonly ClientWiring _wiring;
    private readonly Fifo<OutstandingRequest> _outstanding = new();
    private readonly LatencyHistogram _latency = new();
    private RandomStream _arrivals;
    private ClientLink _link;
    private ClientCounts _counts;
    private long _first;
    private long _timeoutArmed;

    /// <summary>A client before its first request.</summary>
    public Client(int id, string name, ulong seed, LoadPlan load, ClientWiring wiring)
        : base(id, name)
    {
        _load = load;
        _wiring = wiring;
        _arrivals = new RandomStream(seed, name, "arrivals");
    }

    /// <inheritdoc/>
    public override int TimerCount => 2;

    /// <summary>What was counted.</summary>
    public ClientCounts Counts => _counts;

    /// <summary>Latencies of the requests that were meant for the time after the warm-up.</summary>
    public LatencyHistogram Latency => _latency;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("requests", _first + _outstanding.Count);
        field("outstanding", _outstanding.Count);
        field("failed", _counts.Failed);
        field("sentPackets", _counts.SentPackets);
        field("receivedPackets", _counts.ReceivedPackets);
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        switch (message.Kind)
        {
            case MessageKind.Start:
                ArmNext(outbox, 0);
                break;
            case MessageKind.RequestDue:
                SendRequest(outbox);
                break;
            case MessageKind.RequestTimeout:
                _timeoutArmed = 0;
                GiveUp(outbox);
                break;
            case MessageKind.PacketArrived:
                Receive(Packet.Of(message), outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        _outstanding.Transfer(state);
        _latency.Transfer(state);
        state.Value(ref _arrivals);
        state.Value(ref _link);
        state.Value(ref _counts);
        state.Value(ref _first);
        state.Value(ref _timeoutArmed);
    }

    private void ArmNext(Outbox outbox, long number)
    {
        VirtualTime due;
        switch (_load.Arrivals)
        {
            case ArrivalKind.Constant:
                due = outbox.Now + _load.Gap;
                break;
            case ArrivalKind.Poisson:
                due = outbox.Now + Duration.FromNanoseconds(_arrivals.NextExponential(_load.Gap.Nanoseconds));
                break;
            default:
                if (number >= _load.Trace.Count)
                {
                    return;
                }

                due = _load.Trace[(int)number].At;
                break;
        }

        outbox.Arm(DueTimer, due, Phase.Release, 0, MessageKind.RequestDue);
    }

    private void SendRequest(Outbox outbox)
    {
        var number = _first + _outstanding.Count;
        _outstanding.Enqueue(new OutstandingRequest { IntendedAt = outbox.Now.Nanoseconds });
        _counts.Requests += outbox.Now >= _wiring.Warmup ? 1 : 0;
        outbox.Observe(
            MessageKind.HopClientSent, 0, Packet.RequestIdOf(Id, (uint)number), outbox.Now.Nanoseconds);
        var bytes = _load.RequestBytes;
        var segments = Packet.SegmentsOf(bytes);
        for (var i = 0L; i < segments; i++)
        {
            var payload = Math.Min(bytes - (i * Packet.MaxSegmentBytes), Packet.MaxSegmentBytes);
            _counts.SentPackets++;
            _link.Send(
                outbox,
                _wiring,
                new Packet(
                    PacketKind.Request,
                    Last: i == segments - 1,
                    (int)payload + Packet.HeaderBytes,
                    Id,
                    _wiring.Domain,
                    (uint)number,
                    (uint)i));
        }

        ArmTimeout(outbox);
        ArmNext(outbox, number + 1);
    }

    private void Receive(in Packet packet, Outbox outbox)
    {
        _counts.ReceivedPackets++;

        // Numbers wrap at 2³² in the packet; the difference to the oldest does not.
        var index = unchecked(packet.Number - (uint)_first);
        if (packet.Kind != PacketKind.Reply || index >= (uint)_outstanding.Count)
        {
            _counts.Late++;
            return;
        }

        ref var request = ref _outstanding[(int)index];
        request.Received++;
        if (packet.Last)
        {
            request.Segments = packet.Sequence + 1L;
        }

        if (request.Received == request.Segments)
        {
            request.Answered = 1;
            if (request.IntendedAt >= _wiring.Warmup.Nanoseconds)
            {
                _latency.Record(outbox.Now - VirtualTime.FromNanoseconds(request.IntendedAt));
            }

            outbox.Observe(MessageKind.HopClientReceived, 0, packet.RequestId);
            DropAnswered();
        }
    }

    private void DropAnswered()
    {
        while (_outstanding.Count > 0 && _outstanding[0].Answered == 1)
        {
            _outstanding.Dequeue();
            _first++;
        }
    }

    /// <summary>One timer, for the oldest request; it looks again when it fires.</summary>
    private void ArmTimeout(Outbox outbox)
    {
        if (_timeoutArmed == 0 && _outstanding.Count > 0)
        {
            _timeoutArmed = 1;
            outbox.Arm(
                TimeoutTimer,
                VirtualTime.FromNanoseconds(_outstanding[0].IntendedAt) + _load.Timeout,
                Phase.Timer,
                0,
                MessageKind.RequestTimeout);
        }
    }

    private void GiveUp(Outbox outbox)
    {
        while (_outstanding.Count > 0
            && VirtualTime.FromNanoseconds(_outstanding[0].IntendedAt) + _load.Timeout <= outbox.Now)
        {
            _counts.Failed += _outstanding[0].IntendedAt >= _wiring.Warmup.Nanoseconds ? 1 : 0;
            outbox.Observe(MessageKind.HopClientTimeout, 0, Packet.RequestIdOf(Id, (uint)_first));
            _outstanding.Dequeue();
            _first++;
            DropAnswered();
        }

        ArmTimeout(outbox);
    }
}
