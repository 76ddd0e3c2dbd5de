using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// A process of PHOLD, the usual benchmark of discrete-event engines: every job that it receives it passes on to a
/// random process after a random time. The number of pending jobs never changes.
/// </summary>
/// <remarks>Source: Fujimoto, <i>Performance of Time Warp under synthetic workloads</i> (1990).</remarks>
internal sealed class PholdProcess : LogicalProcess
{
    /// <summary>A kind of message outside every range of the model.</summary>
    public const MessageKind Job = (MessageKind)60_000;

    private readonly int _processes;
    private readonly int _jobs;
    private readonly long _leastDelay;
    private readonly long _delaySpread;
    private RandomStream _random;

    /// <summary>A process that starts with jobs of its own.</summary>
    /// <param name="id">Its identity, in [0, processes).</param>
    /// <param name="processes">How many processes there are.</param>
    /// <param name="jobs">How many jobs it starts with.</param>
    /// <param name="leastDelay">The least time that a job takes; at least the lookahead where timelines differ.</param>
    /// <param name="delaySpread">Delays are uniform in [least, least + spread).</param>
    /// <param name="seed">Seed of the draws.</param>
    public PholdProcess(int id, int processes, int jobs, Duration leastDelay, Duration delaySpread, ulong seed = 1)
        : base(id, $"phold/{id}")
    {
        _processes = processes;
        _jobs = jobs;
        _leastDelay = leastDelay.Nanoseconds;
        _delaySpread = delaySpread.Nanoseconds;
        _random = StreamOf(id, seed);
    }

    public override int TimerCount => 0;

    public static RandomStream StreamOf(int id, ulong seed) => new(seed, $"phold/{id}", "jobs");

    protected override void Handle(in Message message, Outbox outbox)
    {
        var jobs = message.Kind == MessageKind.Start ? _jobs : 1;
        for (var i = 0; i < jobs; i++)
        {
            var target = (int)_random.NextBelow(_processes);
            var delay = Duration.FromNanoseconds(_leastDelay + _random.NextBelow(_delaySpread));
            outbox.SendAt(outbox.Now + delay, target, Job, a: message.A + 1, b: Id);
        }
    }

    protected override void TransferState(StateTransfer state) => state.Value(ref _random);
}
