using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// One end of an endless bulk TCP stream: it sends data and takes acknowledgements, or the other way.
/// </summary>
internal sealed class StreamEnd
{
    private readonly StreamFlow _flow;
    private readonly bool _sends;
    private readonly VirtualTime _warmup;
    private readonly TcpSender _sender;
    private readonly TcpReceiver _receiver;
    private VirtualTime _armedAt = VirtualTime.Never;
    private long _atWarmup = -1;

    /// <summary>An end of a connection that is set up, with nothing sent.</summary>
    /// <param name="index">Its number at its owner.</param>
    /// <param name="flow">The stream.</param>
    /// <param name="sends">Whether this end sends the data.</param>
    /// <param name="options">The connection's constants.</param>
    /// <param name="warmup">When statistics begin.</param>
    public StreamEnd(int index, StreamFlow flow, bool sends, TcpOptions options, VirtualTime warmup)
    {
        Index = index;
        _flow = flow;
        _sends = sends;
        _warmup = warmup;
        _sender = new TcpSender(options);
        _receiver = new TcpReceiver(options);
    }

    /// <summary>Its number at its owner.</summary>
    public int Index { get; }

    /// <summary>Payload that this end received in order since the end of the warm-up, in bytes.</summary>
    public long ReceivedBytes => _atWarmup < 0 ? 0 : (_receiver.Received - _atWarmup) * TcpOptions.SegmentBytes;

    /// <summary>Segments that this end sent more than once.</summary>
    public long Retransmissions => _sender.Retransmissions;

    /// <summary>The connection is set up: a sender sends its first segments.</summary>
    public void Start(IStreamOwner owner)
    {
        if (_sends)
        {
            SendData(owner);
        }
    }

    /// <summary>Whether a packet belongs to this end.</summary>
    public bool Takes(in Packet packet) =>
        packet.Number == (uint)_flow.Number
        && packet.Kind == (_sends ? PacketKind.TcpAcknowledgement : PacketKind.TcpData);

    /// <summary>A packet of this end arrives.</summary>
    public void Receive(IStreamOwner owner, in Packet packet)
    {
        if (_sends)
        {
            _sender.OnAck(owner.Now, packet.Sequence);
            SendData(owner);
            return;
        }

        if (_atWarmup < 0 && owner.Now >= _warmup)
        {
            _atWarmup = _receiver.Received;
        }

        if (_receiver.OnSegment(owner.Now, packet.Sequence))
        {
            SendAcknowledgement(owner);
        }
        else
        {
            ArmIfEarlier(owner, _receiver.NextTimeout);
        }
    }

    /// <summary>The timer fired; it may have moved since it was armed.</summary>
    public void TimerFired(IStreamOwner owner)
    {
        _armedAt = VirtualTime.Never;
        if (_sends)
        {
            _sender.OnTimeout(owner.Now);
            SendData(owner);
        }
        else if (_receiver.OnTimeout(owner.Now))
        {
            SendAcknowledgement(owner);
        }
        else
        {
            ArmIfEarlier(owner, _receiver.NextTimeout);
        }
    }

    /// <summary>Saves or loads it.</summary>
    public void Transfer(StateTransfer state)
    {
        _sender.Transfer(state);
        _receiver.Transfer(state);
        state.Value(ref _armedAt);
        state.Value(ref _atWarmup);
    }

    private void SendData(IStreamOwner owner)
    {
        while (_sender.TrySend(owner.Now, out var segment))
        {
            owner.Send(new Packet(
                PacketKind.TcpData,
                Last: false,
                TcpOptions.SegmentFrameBytes,
                _flow.Sender,
                _flow.Receiver,
                (uint)_flow.Number,
                (uint)segment.Sequence));
        }

        ArmIfEarlier(owner, _sender.NextTimeout);
    }

    private void SendAcknowledgement(IStreamOwner owner) =>
        owner.Send(new Packet(
            PacketKind.TcpAcknowledgement,
            Last: false,
            TcpOptions.AcknowledgementFrameBytes,
            _flow.Receiver,
            _flow.Sender,
            (uint)_flow.Number,
            (uint)_receiver.Acknowledge()));

    /// <summary>A timer that is due later than it was armed for looks again when it fires, so most calls arm nothing.
    /// </summary>
    private void ArmIfEarlier(IStreamOwner owner, VirtualTime at)
    {
        if (at < _armedAt)
        {
            _armedAt = at;
            owner.ArmTimer(this, at);
        }
    }
}
