using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>Stands for a neighbour of the component under test: it records what it is told.</summary>
internal sealed class Probe : LogicalProcess
{
    public Probe(int id)
        : base(id, $"probe{id}")
    {
    }

    public List<(long At, Message Message)> Heard { get; } = [];

    public override int TimerCount => 0;

    /// <summary>A timeline of the component under test, identity 0, and probes behind it.</summary>
    public static (Timeline Timeline, Probe[] Probes) Around(LogicalProcess subject, int probes)
    {
        var all = Enumerable.Range(1, probes).Select(id => new Probe(id)).ToArray();
        return (new Timeline(0, [subject, .. all], new OneTimeline(), Duration.FromMicroseconds(1)), all);
    }

    public IEnumerable<(long At, Message Message)> Of(MessageKind kind) => Heard.Where(one => one.Message.Kind == kind);

    protected override void Handle(in Message message, Outbox outbox)
    {
        if (message.Kind != MessageKind.Start)
        {
            Heard.Add((outbox.Now.Nanoseconds, message));
        }
    }

    protected override void TransferState(StateTransfer state)
    {
    }

    private sealed class OneTimeline : ITopology
    {
        public int TimelineOf(int component) => 0;
    }
}
