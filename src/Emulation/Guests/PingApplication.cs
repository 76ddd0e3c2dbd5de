using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// Sends an echo request every interval, or whenever the one before is answered, and measures the time to its answer.
/// It works in the kernel and needs no CPU time but that of the frames.
/// </summary>
internal sealed class PingApplication : GuestApplication
{
    /// <summary>Bytes of an echo: 56 of payload and 42 of headers.</summary>
    public const int EchoBytes = 98;

    /// <summary>Echoes whose sending time is remembered; the answer to an older one counts as lost.</summary>
    private const int Remembered = 1_024;

    private readonly PingPlan _plan;
    private readonly int _target;
    private readonly VirtualTime _warmup;
    private readonly LatencyHistogram _roundTrips = new();
    private long[] _sentAt = new long[Remembered];
    private long _sent;
    private long _measured;

    /// <summary>An application that sends its first echo after one interval, or one timeout.</summary>
    public PingApplication(int index, int vcpu, PingPlan plan, int target, VirtualTime warmup)
        : base(index, vcpu)
    {
        _plan = plan;
        _target = target;
        _warmup = warmup;
    }

    /// <summary>The times from request to answer, of requests sent after the warm-up.</summary>
    public LatencyHistogram RoundTrips => _roundTrips;

    /// <summary>Echo requests sent after the warm-up.</summary>
    public long Sent => _measured;

    private Duration Wait => _plan.WaitsForAnswer ? _plan.Timeout : _plan.Interval;

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel) =>
        kernel.ArmTimer(this, 0, kernel.Out.Now + Wait);

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer) => SendEcho(kernel);

    private void SendEcho(IGuestKernel kernel)
    {
        var now = kernel.Out.Now;
        _sentAt[_sent % Remembered] = now.Nanoseconds;
        var number = (uint)(_sent & uint.MaxValue);
        _sent++;
        _measured += now >= _warmup ? 1 : 0;
        kernel.ArmTimer(this, 0, now + Wait);
        kernel.Send(new Packet(
            PacketKind.EchoRequest, Last: true, EchoBytes, kernel.Id, _target, number, (uint)Index));
    }

    /// <inheritdoc/>
    public override bool Takes(in Packet packet) =>
        packet.Kind == PacketKind.EchoReply && packet.Sequence == (uint)Index;

    /// <inheritdoc/>
    public override void Receive(IGuestKernel kernel, in Packet packet)
    {
        // The echo's number modulo 2³², looked for among the echoes remembered.
        var age = unchecked((uint)_sent - packet.Number);
        if (age is 0 or > Remembered || age > _sent)
        {
            return;
        }

        var sentAt = _sentAt[(_sent - age) % Remembered];
        if (sentAt >= _warmup.Nanoseconds)
        {
            _roundTrips.Record(kernel.Out.Now - VirtualTime.FromNanoseconds(sentAt));
        }

        if (age == 1 && _plan.WaitsForAnswer)
        {
            SendEcho(kernel);
        }
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        state.Array(ref _sentAt);
        state.Value(ref _sent);
        state.Value(ref _measured);
        _roundTrips.Transfer(state);
    }
}
