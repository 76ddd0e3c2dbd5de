using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// A remote machine that is never the bottleneck: the other end of one domain's streams, and who answers its echo
/// requests. Its own work takes no time; its link does.
/// </summary>
internal sealed class RemotePeer : LogicalProcess, IStreamOwner
{
    private readonly ClientWiring _wiring;
    private readonly StreamEnd[] _streams;
    private Outbox _out = new();
    private ClientLink _link;
    private ClientCounts _counts;

    /// <summary>A remote machine whose streams have sent nothing.</summary>
    public RemotePeer(int id, string name, ClientWiring wiring, IReadOnlyList<StreamEnd> streams)
        : base(id, name)
    {
        _wiring = wiring;
        _streams = [.. streams];
    }

    /// <inheritdoc/>
    public override int TimerCount => _streams.Length;

    /// <summary>What was counted.</summary>
    public ClientCounts Counts => _counts;

    /// <summary>Its ends of streams.</summary>
    public IReadOnlyList<StreamEnd> Streams => _streams;

    /// <inheritdoc/>
    public VirtualTime Now => _out.Now;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("sentPackets", _counts.SentPackets);
        field("receivedPackets", _counts.ReceivedPackets);
        foreach (var stream in _streams)
        {
            field($"stream{stream.Index}ReceivedBytes", stream.ReceivedBytes);
            field($"stream{stream.Index}Retransmissions", stream.Retransmissions);
        }
    }

    /// <inheritdoc/>
    public void Send(in Packet packet)
    {
        _counts.SentPackets++;
        _link.Send(_out, _wiring, packet);
    }

    /// <inheritdoc/>
    public void ArmTimer(StreamEnd stream, VirtualTime at) =>
        _out.Arm(stream.Index, at, Phase.Timer, 0, MessageKind.StreamTimer, stream.Index);

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        _out = outbox;
        switch (message.Kind)
        {
            case MessageKind.Start:
                foreach (var stream in _streams)
                {
                    stream.Start(this);
                }

                break;
            case MessageKind.StreamTimer:
                _streams[message.Port].TimerFired(this);
                break;
            case MessageKind.PacketArrived:
                Receive(Packet.Of(message));
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        foreach (var stream in _streams)
        {
            stream.Transfer(state);
        }

        state.Value(ref _link);
        state.Value(ref _counts);
    }

    private void Receive(in Packet packet)
    {
        _counts.ReceivedPackets++;
        if (packet.Kind == PacketKind.EchoRequest)
        {
            Send(packet with { Kind = PacketKind.EchoReply, Source = Id, Destination = packet.Source });
            return;
        }

        foreach (var stream in _streams)
        {
            if (stream.Takes(packet))
            {
                stream.Receive(this, packet);
                return;
            }
        }

        _counts.Late++;
    }
}
