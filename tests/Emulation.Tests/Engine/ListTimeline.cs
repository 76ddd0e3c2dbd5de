using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// The engine's order in its plainest form, an independent model: one list, the smallest (instant, phase, rank,
/// sequence) is next. No ring, no heap, no packing.
/// </summary>
internal sealed class ListTimeline
{
    private readonly IReadOnlyList<LogicalProcess> _processes;
    private readonly List<Pending> _pending = [];
    private readonly Outbox _outbox = new();
    private long _sequence;

    public ListTimeline(IReadOnlyList<LogicalProcess> processes)
    {
        _processes = processes;
        foreach (var process in processes)
        {
            Add(new Emission(
                VirtualTime.Zero,
                new Message(process.Id, MessageKind.Start, 0, 0, 0),
                0,
                Emission.NoTimer,
                Phase.Effect), process.Id);
        }
    }

    public IReadOnlyList<LogicalProcess> Processes => _processes;

    public long Events { get; private set; }

    public void Advance(VirtualTime until)
    {
        while (_pending.Count > 0)
        {
            var next = _pending.Min()!;
            if (next.At >= until)
            {
                return;
            }

            _pending.Remove(next);
            Events++;
            var target = next.Message.Target;
            _outbox.Begin(target, next.At, next.Phase);
            _processes[target].Receive(
                new Envelope(
                    new MessageOrder(next.At, MessageOrder.Pack(next.Phase, next.Rank, next.Sequence)), next.Message),
                _outbox);
            foreach (var emission in _outbox.Emissions.ToArray())
            {
                if (emission.Timer >= 0)
                {
                    _pending.RemoveAll(pending => pending.Owner == target && pending.Timer == emission.Timer);
                }

                if (emission.At != VirtualTime.Never)
                {
                    Add(emission, target);
                }
            }
        }
    }

    private void Add(Emission emission, int owner) => _pending.Add(new Pending(
        emission.At, emission.Phase, emission.Rank, _sequence++, emission.Message, owner, emission.Timer));

    private sealed record Pending(
        VirtualTime At, Phase Phase, int Rank, long Sequence, Message Message, int Owner, short Timer)
        : IComparable<Pending>
    {
        public int CompareTo(Pending? other) =>
            (At, Phase, Rank, Sequence).CompareTo((other!.At, other.Phase, other.Rank, other.Sequence));
    }
}
