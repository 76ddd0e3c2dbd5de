using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// A process that answers each message by random ones of every sort: effects now and later, other phases and ranks,
/// timers armed, moved and cancelled. Few distinct instants, so that most things coincide.
/// </summary>
internal sealed class RandomProcess(int id, int processes, ulong seed) : LogicalProcess(id, $"random/{id}")
{
    private const int Timers = 4;
    private const MessageKind Note = (MessageKind)60_001;

    private RandomStream _random = new(seed, $"random/{id}", "answers");

    public override int TimerCount => Timers;

    protected override void Handle(in Message message, Outbox outbox)
    {
        // Just under one answer for each message, and a timer that is always armed: it neither explodes nor dies.
        outbox.Arm(0, outbox.Now + Duration.FromNanoseconds(_random.NextBetween(1, 3)), Phase.Timer, 0, Note);
        var answers = message.Kind == MessageKind.Start ? 4 : _random.NextBelow(3);
        for (var i = 0; i < answers; i++)
        {
            var at = outbox.Now + Duration.FromNanoseconds(_random.NextBelow(4));
            var payload = _random.NextBetween(-1_000_000, 1_000_000);
            var rank = (int)_random.NextBelow(3);
            var timer = 1 + (int)_random.NextBelow(Timers - 1);
            switch (_random.NextBelow(6))
            {
                case 0:
                    outbox.Send((int)_random.NextBelow(processes), Note, rank, payload);
                    break;
                case 1:
                    outbox.SendAt(at, (int)_random.NextBelow(processes), Note, rank, payload);
                    break;
                case 2:
                    var later = outbox.Now + Duration.FromNanoseconds(1);
                    outbox.Remind(later, (Phase)(1 + _random.NextBelow(7)), rank, Note, rank, payload);
                    break;
                case 3:
                    outbox.Cancel(timer);
                    break;
                default:
                    outbox.Arm(timer, at, Phase.Timer, 0, Note, rank, payload);
                    break;
            }
        }
    }

    protected override void TransferState(StateTransfer state) => state.Value(ref _random);
}
