using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Devices;

/// <summary>
/// A network card: a transmit ring that is serialised at the rate of its link, a receive ring, and interrupts that
/// coalesce frames of each direction.
/// </summary>
/// <remarks>
/// An interrupt turns interrupts off until a poll finds nothing, as NAPI does; frames that arrive in between wait for
/// the next poll. Invariants: the transmit ring never holds more than <see cref="RingSlots"/> frames (the driver counts
/// slots); received = polled + waiting + dropped.
/// </remarks>
internal sealed class NetworkCard : LogicalProcess
{
    /// <summary>Slots of each ring.</summary>
    public const int RingSlots = 256;

    private const int ReceiveTimer = 0;
    private const int TransmitTimer = 1;

    private readonly MachineProfile _machine;
    private readonly NetworkCardWiring _wiring;
    private readonly Fifo<PacketWords> _received = new(RingSlots);
    private readonly Fifo<long> _sentAtNanoseconds = new(RingSlots);
    private VirtualTime _linkFreeAt;
    private long _interruptsOff;
    private CardCounts _counts;

    /// <summary>A card without frames, interrupts on.</summary>
    public NetworkCard(int id, string name, MachineProfile machine, NetworkCardWiring wiring)
        : base(id, name)
    {
        _machine = machine;
        _wiring = wiring;
    }

    /// <inheritdoc/>
    public override int TimerCount => 2;

    /// <summary>What passed through.</summary>
    public CardCounts Counts => _counts;

    /// <summary>Frames that wait in the receive ring.</summary>
    public int Waiting => _received.Count;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("sentPackets", _counts.SentPackets);
        field("sentBytes", _counts.SentBytes);
        field("receivedPackets", _counts.ReceivedPackets);
        field("receivedBytes", _counts.ReceivedBytes);
        field("dropped", _counts.Dropped);
        field("interrupts", _counts.Interrupts);
        field("waiting", _received.Count);
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        switch (message.Kind)
        {
            case MessageKind.Start:
                break;
            case MessageKind.PacketArrived:
                Receive(message, outbox);
                break;
            case MessageKind.CardTransmit:
                Transmit(message, outbox);
                break;
            case MessageKind.CardPoll:
                Poll(message.A, outbox);
                break;
            case MessageKind.CardTimer:
                Interrupt(outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        _received.Transfer(state);
        _sentAtNanoseconds.Transfer(state);
        state.Value(ref _linkFreeAt);
        state.Value(ref _interruptsOff);
        state.Value(ref _counts);
    }

    private void Receive(in Message message, Outbox outbox)
    {
        var packet = Packet.Of(message);
        _counts.ReceivedPackets++;
        _counts.ReceivedBytes += packet.Bytes;
        outbox.ObserveHop(MessageKind.HopCardReceived, packet);
        if (_received.Count == RingSlots)
        {
            _counts.Dropped++;
            return;
        }

        _received.Enqueue(new PacketWords(message.A, message.B));
        if (_interruptsOff == 1)
        {
            return;
        }

        if (_received.Count >= _machine.NicReceiveFrames || _machine.NicReceiveDelay == Duration.Zero)
        {
            Interrupt(outbox);
        }
        else if (_received.Count == 1)
        {
            outbox.Arm(
                ReceiveTimer, outbox.Now + _machine.NicReceiveDelay, Phase.Timer, 0, MessageKind.CardTimer);
        }
    }

    private void Transmit(in Message message, Outbox outbox)
    {
        Invariant.Holds(_sentAtNanoseconds.Count < RingSlots);
        var packet = Packet.Of(message);
        var start = VirtualTime.Max(outbox.Now, _linkFreeAt);
        _linkFreeAt = start + Packet.WireTime(packet.Bytes, _wiring.BitsPerSecond);
        _counts.SentPackets++;
        _counts.SentBytes += packet.Bytes;
        outbox.ObserveHop(MessageKind.HopCardSent, packet, _linkFreeAt);
        outbox.SendAt(
            _linkFreeAt + _wiring.Latency, _wiring.Fabric, MessageKind.PacketArrived, 0, message.A, message.B);
        _sentAtNanoseconds.Enqueue(_linkFreeAt.Nanoseconds);

        // Only these two frames move the interrupt: the one that starts the delay and the one that fills the count.
        var waiting = _sentAtNanoseconds.Count;
        if (_interruptsOff == 0 && (waiting == 1 || waiting == _machine.NicTransmitFrames))
        {
            ArmTransmitInterrupt(outbox);
        }
    }

    private void Poll(long budget, Outbox outbox)
    {
        var received = 0L;
        while (received < budget && _received.Count > 0)
        {
            var packet = _received.Dequeue();
            outbox.Send(_wiring.Driver, MessageKind.CardReceived, 0, packet.First, packet.Second);
            received++;
        }

        var sent = 0L;
        while (_sentAtNanoseconds.Count > 0 && _sentAtNanoseconds[0] <= outbox.Now.Nanoseconds)
        {
            _sentAtNanoseconds.Dequeue();
            sent++;
        }

        outbox.Send(_wiring.Driver, MessageKind.CardPolled, 0, received, sent);
        if (received == 0 && sent == 0)
        {
            _interruptsOff = 0;
            ArmTransmitInterrupt(outbox);
        }
    }

    /// <summary>
    /// The interrupt comes a delay after the first sent frame, or with the frame that fills the count.
    /// </summary>
    private void ArmTransmitInterrupt(Outbox outbox)
    {
        var waiting = _sentAtNanoseconds.Count;
        if (waiting == 0)
        {
            return;
        }

        var at = VirtualTime.FromNanoseconds(_sentAtNanoseconds[0]) + _machine.NicTransmitDelay;
        if (waiting >= _machine.NicTransmitFrames)
        {
            at = VirtualTime.Min(
                at, VirtualTime.FromNanoseconds(_sentAtNanoseconds[_machine.NicTransmitFrames - 1]));
        }

        outbox.Arm(
            TransmitTimer, VirtualTime.Max(at, outbox.Now), Phase.Timer, 0, MessageKind.CardTimer);
    }

    private void Interrupt(Outbox outbox)
    {
        _interruptsOff = 1;
        _counts.Interrupts++;
        outbox.Cancel(ReceiveTimer);
        outbox.Cancel(TransmitTimer);
        if (outbox.Watched)
        {
            for (var i = 0; i < _received.Count; i++)
            {
                outbox.ObserveHop(MessageKind.HopInterrupt, _received[i].Unpack());
            }
        }

        outbox.Send(_wiring.Core, MessageKind.Interrupt, EventChannel.Backend, _wiring.EventChannel);
    }
}
