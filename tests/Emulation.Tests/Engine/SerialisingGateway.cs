using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// Components that live elsewhere: every message and every answer crosses as bytes, as it does between actors.
/// </summary>
internal sealed class SerialisingGateway(IReadOnlyList<LogicalProcess> processes) : IComponentGateway
{
    private readonly Outbox _remote = new();

    public IReadOnlyList<LogicalProcess> Processes => processes;

    public int Calls { get; private set; }

    public void Handle(int component, ReadOnlySpan<Envelope> envelopes, Outbox answers)
    {
        Calls++;
        _remote.Watched = answers.Watched;
        foreach (var envelope in envelopes)
        {
            var received = Copied(envelope);
            _remote.Begin(component, received.Order.At, received.Order.Phase);
            Find(component).Receive(received, _remote);
            foreach (var emission in _remote.Emissions)
            {
                answers.Add(Copied(emission));
            }
        }
    }

    public byte[] Save(int component)
    {
        var save = StateTransfer.Save();
        Find(component).Transfer(save);
        return save.ToArray();
    }

    public void Load(int component, byte[] state)
    {
        var load = StateTransfer.Load(state);
        Find(component).Transfer(load);
        load.Finish();
    }

    private static T Copied<T>(T value)
        where T : unmanaged
    {
        var save = StateTransfer.Save();
        save.Value(ref value);
        var copy = default(T);
        StateTransfer.Load(save.ToArray()).Value(ref copy);
        return copy;
    }

    private LogicalProcess Find(int component) => processes[component - processes[0].Id];
}
