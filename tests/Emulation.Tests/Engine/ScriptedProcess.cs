using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>A process that does what the test says and writes down what it was told, start messages left out.</summary>
internal sealed class ScriptedProcess(int id, Action<Message, Outbox>? script = null, int timers = 0)
    : LogicalProcess(id, $"scripted/{id}")
{
    public override int TimerCount => timers;

    public List<Message> Log { get; } = [];

    /// <summary>The first payload words of what was told, in order.</summary>
    public IEnumerable<long> Told => Log.Select(message => message.A);

    protected override void Handle(in Message message, Outbox outbox)
    {
        if (message.Kind != MessageKind.Start)
        {
            Log.Add(message);
        }

        script?.Invoke(message, outbox);
    }

    protected override void TransferState(StateTransfer state)
    {
    }
}
