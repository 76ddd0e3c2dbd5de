using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Cluster.Tests.Rings;

/// <summary>Passes tokens on: most to its neighbour at once, some to another timeline, and starts new ones itself.
/// </summary>
internal sealed class RingComponent(
    int id, string name, ulong seed, int neighbour, int elsewhere, Duration lookahead) : LogicalProcess(id, name)
{
    private const int Hops = 3;

    private RandomStream _random = new(seed, name, "ring");
    private long _sum;
    private long _step = 1;

    public override int TimerCount => 1;

    public override void Describe(Action<string, long> field)
    {
        field("sum", _sum);
        field("step", _step);
    }

    protected override void Handle(in Message message, Outbox outbox)
    {
        switch (message.Kind)
        {
            case MessageKind.Start:
                Arm(outbox);
                break;
            case MessageKind.SetCredit:
                _step = message.A;
                break;
            case MessageKind.Tick:
                Pass(outbox, Hops);
                Arm(outbox);
                break;
            default:
                _sum = unchecked((_sum * 31) + message.A);
                outbox.Observe(MessageKind.Chain, 0, message.A, _sum);
                if (message.B > 0)
                {
                    Pass(outbox, message.B - 1);
                }

                break;
        }
    }

    protected override void TransferState(StateTransfer state)
    {
        state.Value(ref _random);
        state.Value(ref _sum);
        state.Value(ref _step);
    }

    // Instants lie on a coarse grid, so that many messages meet.
    private void Arm(Outbox outbox) => outbox.Arm(
        0,
        outbox.Now + Duration.FromMicroseconds(10 * _random.NextBetween(1, 40)),
        Phase.Timer,
        0,
        MessageKind.Tick);

    private void Pass(Outbox outbox, long hops)
    {
        _sum += _step;
        if (_random.NextBelow(4) == 0)
        {
            var delay = lookahead + Duration.FromMicroseconds(10 * _random.NextBelow(5));
            outbox.SendAt(outbox.Now + delay, elsewhere, MessageKind.Chain, 0, _sum, hops);
            return;
        }

        outbox.Send(neighbour, MessageKind.Chain, 0, _sum, hops);
    }
}
