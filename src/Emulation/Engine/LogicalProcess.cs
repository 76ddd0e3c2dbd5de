namespace Xenisol.Emulation.Engine;

/// <summary>
/// A component of the emulated world: it owns its state, touches no other's, and acts only when handed a message.
/// Its answers go into the outbox. State is plain data, so that it can be saved and loaded at any boundary.
/// </summary>
public abstract class LogicalProcess
{
    private MessageDigest _digest;
    private long _handled;

    /// <summary>Names a component.</summary>
    /// <param name="id">Its identity: its position in the run's list of components.</param>
    /// <param name="name">Its unique path, such as <c>host/domain/web</c>.</param>
    protected LogicalProcess(int id, string name)
    {
        Id = id;
        Name = name;
    }

    /// <summary>The identity: the position in the run's list of components.</summary>
    public int Id { get; }

    /// <summary>The unique path within the run, such as <c>host/domain/web</c>.</summary>
    public string Name { get; }

    /// <summary>Order, kind and payload of every message handled so far, chained.</summary>
    public ulong Digest => _digest.Value;

    /// <summary>How many messages were handled so far.</summary>
    public long Handled => _handled;

    /// <summary>How many timers of its own it may have armed at once; constant over its life.</summary>
    public abstract int TimerCount { get; }

    /// <summary>Chains the message into the digest and handles it.</summary>
    /// <param name="envelope">The message and its place in the order.</param>
    /// <param name="outbox">Takes the answers; <see cref="Outbox.Begin"/> was called.</param>
    public void Receive(in Envelope envelope, Outbox outbox)
    {
        _digest.Chain(envelope);
        _handled++;
        Handle(in envelope.Message, outbox);
    }

    /// <summary>Saves or loads everything that the component knows beyond its construction.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Value(ref _digest);
        state.Value(ref _handled);
        TransferState(state);
    }

    /// <summary>
    /// Names what the component knows that people ask for: counters, lengths of queues, parameters. Names are camelCase
    /// and end in the unit (<c>runNanoseconds</c>); entries of a table carry their index: <c>vcpu[3].weight</c>.
    /// </summary>
    /// <param name="field">Takes one name and value; called in a fixed order.</param>
    public virtual void Describe(Action<string, long> field)
    {
    }

    /// <summary>Acts on one message.</summary>
    protected abstract void Handle(in Message message, Outbox outbox);

    /// <summary>Passes every mutable field through <paramref name="state"/>, in a fixed order.</summary>
    protected abstract void TransferState(StateTransfer state);
}
