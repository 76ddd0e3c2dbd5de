using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Tests.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Benchmarks;

/// <summary>
/// The same PHOLD three times: through the engine, over a bare heap, and over a bare heap with one sift.
/// </summary>
internal sealed class Phold : ITopology
{
    private const int Processes = 256;
    private const long LeastDelay = 1;
    private const long DelaySpread = 2_000;

    private readonly Timeline _timeline;
    private readonly BareHeap _heap = new();
    private readonly EventQueue _queue = new(0);
    private readonly RandomStream[] _streams;
    private long _sequence;

    /// <summary>A run that is past its start.</summary>
    /// <param name="pending">How many jobs are pending, a multiple of 256.</param>
    public Phold(int pending)
    {
        var jobs = pending / Processes;
        _timeline = new Timeline(
            0,
            [.. Enumerable.Range(0, Processes).Select(id => new PholdProcess(
                id, Processes, jobs, Duration.FromNanoseconds(LeastDelay), Duration.FromNanoseconds(DelaySpread)))],
            this,
            Duration.FromNanoseconds(LeastDelay));
        _timeline.Advance(VirtualTime.FromNanoseconds(1));
        _streams = [.. Enumerable.Range(0, Processes).Select(id => PholdProcess.StreamOf(id, 1))];
        for (var id = 0; id < Processes; id++)
        {
            for (var job = 0; job < jobs; job++)
            {
                _heap.Enqueue(Draw(id, 0));
                Push(Draw(id, 0));
            }
        }
    }

    /// <summary>Messages that the engine has handled, the 256 starts included.</summary>
    public long Events => _timeline.Events;

    public int TimelineOf(int component) => 0;

    /// <summary>Handles every event of the next <paramref name="length"/> by the engine.</summary>
    public long Engine(Duration length)
    {
        var before = _timeline.Events;
        _timeline.Advance(_timeline.Boundary + length);
        return _timeline.Events - before;
    }

    /// <summary>Handles <paramref name="events"/> events by dequeue and enqueue on a bare heap.</summary>
    public long Bare(long events)
    {
        for (var i = 0L; i < events; i++)
        {
            var entry = _heap.Dequeue();
            _heap.Enqueue(Draw(entry.Target, entry.At));
        }

        return events;
    }

    /// <summary>
    /// Handles <paramref name="events"/> events by the engine's queue, without components and digest.
    /// </summary>
    public long Queue(long events)
    {
        for (var i = 0L; i < events; i++)
        {
            _queue.TryPop(VirtualTime.Never, out var envelope);
            Push(Draw(envelope.Message.Target, envelope.Order.At.Nanoseconds));
        }

        return events;
    }

    /// <summary>Handles <paramref name="events"/> events by replacing the root of a bare heap.</summary>
    public long BareReplacing(long events)
    {
        for (var i = 0L; i < events; i++)
        {
            ref readonly var entry = ref _heap.First;
            _heap.ReplaceFirst(Draw(entry.Target, entry.At));
        }

        return events;
    }

    private void Push(in BareHeap.Entry entry) =>
        _queue.Push(
            VirtualTime.FromNanoseconds(entry.At),
            (ulong)entry.Sequence,
            new Message(entry.Target, PholdProcess.Job, 0, entry.At, entry.Sequence));

    private BareHeap.Entry Draw(int source, long now)
    {
        ref var random = ref _streams[source];
        var target = (int)random.NextBelow(Processes);
        var delay = LeastDelay + random.NextBelow(DelaySpread);
        return new BareHeap.Entry(now + delay, _sequence++, target);
    }
}
