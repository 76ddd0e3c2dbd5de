using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// Where a logical process puts its answers while it handles a message. One outbox serves a whole timeline and is
/// drained after each message, so nothing is allocated once it has grown to the largest answer.
/// </summary>
public sealed class Outbox
{
    private Emission[] _emissions = new Emission[16];

    /// <summary>The instant of the message being handled.</summary>
    public VirtualTime Now { get; private set; }

    /// <summary>The phase of the message being handled.</summary>
    public Phase Phase { get; private set; }

    /// <summary>The component that is handling a message.</summary>
    public int Self { get; private set; }

    /// <summary>Whether somebody watches: only then are observations worth their making.</summary>
    public bool Watched { get; set; }

    /// <summary>What was answered since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<Emission> Emissions => _emissions.AsSpan(0, Count);

    internal int Count { get; private set; }

    /// <summary>Tells <paramref name="target"/>, in the same instant, after all effects emitted before.</summary>
    public void Send(int target, MessageKind kind, int port = 0, long a = 0, long b = 0) =>
        NextSlot() = new Emission(
            Now, new Message(target, kind, (ushort)port, a, b), 0, Emission.NoTimer, Phase.Effect);

    /// <summary>
    /// Tells <paramref name="target"/> at a later instant. A component of another timeline must be at least the
    /// lookahead away, and the message becomes an arrival there.
    /// </summary>
    public void SendAt(VirtualTime at, int target, MessageKind kind, int port = 0, long a = 0, long b = 0) =>
        NextSlot() = new Emission(
            at, new Message(target, kind, (ushort)port, a, b), 0, Emission.NoTimer, Phase.Effect);

    /// <summary>Tells itself in another phase, at an instant that cannot be taken back.</summary>
    public void Remind(VirtualTime at, Phase phase, int rank, MessageKind kind, int port = 0, long a = 0, long b = 0) =>
        NextSlot() = new Emission(
            at, new Message(Self, kind, (ushort)port, a, b), rank, Emission.NoTimer, phase);

    /// <summary>
    /// Arms the sender's own <paramref name="timer"/>; re-arming moves it, and it takes a new place in the order.
    /// </summary>
    public void Arm(
        int timer,
        VirtualTime at,
        Phase phase,
        int rank,
        MessageKind kind,
        int port = 0,
        long a = 0,
        long b = 0) =>
        NextSlot() = new Emission(at, new Message(Self, kind, (ushort)port, a, b), rank, (short)timer, phase);

    /// <summary>Cancels the sender's own <paramref name="timer"/>; does nothing if it is not armed.</summary>
    public void Cancel(int timer) =>
        NextSlot() = new Emission(VirtualTime.Never, default, 0, (short)timer, Phase.Timer);

    /// <summary>Tells the watcher; changes nothing in the emulated world.</summary>
    public void Observe(MessageKind kind, int port = 0, long a = 0, long b = 0)
    {
        if (Watched)
        {
            Add(new Emission(
                Now, new Message(Message.Watcher, kind, (ushort)port, a, b), 0, Emission.NoTimer, Phase.Effect));
        }
    }

    /// <summary>Adds an answer that was made elsewhere, as a component grain does.</summary>
    public void Add(in Emission emission) => NextSlot() = emission;

    /// <summary>Starts a new answer at <paramref name="now"/>; called by whoever delivers the message.</summary>
    public void Begin(int self, VirtualTime now, Phase phase)
    {
        Self = self;
        Now = now;
        Phase = phase;
        Count = 0;
    }

    private ref Emission NextSlot()
    {
        if (Count == _emissions.Length)
        {
            Grow();
        }

        return ref _emissions[Count++];
    }

    private void Grow() => Array.Resize(ref _emissions, Count * 2);
}
