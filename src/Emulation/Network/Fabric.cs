using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// The switch between hosts and clients: it stores each frame, finds the output by destination, and sends it when the
/// output's link is free. Its own capacity is never the bottleneck; each output has a buffer of its own.
/// </summary>
internal sealed class Fabric : LogicalProcess
{
    /// <summary>Bytes that may wait at one output; a frame that would have to wait longer is dropped.</summary>
    public const int BufferBytes = 1 << 20;

    private readonly Duration _latency;
    private readonly int[] _portOf;
    private FabricPort[] _ports;

    /// <summary>A switch without frames.</summary>
    /// <param name="id">The identity.</param>
    /// <param name="name">The path.</param>
    /// <param name="latency">The one-way latency of every link; at least the lookahead.</param>
    /// <param name="portOf">By the identity of a destination: the index of its output, or −1.</param>
    /// <param name="ports">The outputs.</param>
    public Fabric(int id, string name, Duration latency, int[] portOf, IReadOnlyList<FabricPort> ports)
        : base(id, name)
    {
        _latency = latency;
        _portOf = portOf;
        _ports = [.. ports];
    }

    /// <inheritdoc/>
    public override int TimerCount => 0;

    /// <summary>The outputs.</summary>
    public ReadOnlySpan<FabricPort> Ports => _ports;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        for (var i = 0; i < _ports.Length; i++)
        {
            field($"port{i}SentPackets", _ports[i].SentPackets);
            field($"port{i}SentBytes", _ports[i].SentBytes);
            field($"port{i}Dropped", _ports[i].Dropped);
        }
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        if (message.Kind == MessageKind.Start)
        {
            return;
        }

        Invariant.Holds(message.Kind == MessageKind.PacketArrived);
        var packet = Packet.Of(message);
        ref var port = ref _ports[_portOf[packet.Destination]];
        var start = Math.Max(outbox.Now.Nanoseconds, port.FreeAtNanoseconds);
        var buffer = Packet.WireTime(BufferBytes, port.BitsPerSecond).Nanoseconds;
        if (start - outbox.Now.Nanoseconds > buffer)
        {
            port.Dropped++;
            outbox.ObserveHop(MessageKind.HopDropped, packet);
            return;
        }

        port.FreeAtNanoseconds = start + Packet.WireTime(packet.Bytes, port.BitsPerSecond).Nanoseconds;
        port.SentPackets++;
        port.SentBytes += packet.Bytes;
        var arrival = VirtualTime.FromNanoseconds(port.FreeAtNanoseconds) + _latency;
        outbox.ObserveHop(MessageKind.HopWire, packet, arrival);
        outbox.SendAt(arrival, (int)port.Target, MessageKind.PacketArrived, 0, message.A, message.B);
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state) => state.Array(ref _ports);
}
