using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// A set of timelines that one thread advances together. It has no thread of its own and no clock: who owns it calls
/// <see cref="Advance"/>, exchanges <see cref="Outgoing"/> with the other partitions, and calls again.
/// </summary>
public sealed class Partition
{
    private readonly Timeline[] _timelines;
    private readonly int[] _slotOf;
    private readonly Duration _lookahead;
    private readonly List<RemoteMessage> _outgoing = [];

    /// <summary>A partition of a run.</summary>
    /// <param name="timelines">Its timelines.</param>
    /// <param name="timelineCount">How many timelines the whole run has.</param>
    /// <param name="lookahead">The least time that a message between timelines takes; positive.</param>
    public Partition(IReadOnlyList<Timeline> timelines, int timelineCount, Duration lookahead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lookahead.Nanoseconds, 0, nameof(lookahead));
        _timelines = [.. timelines];
        _lookahead = lookahead;
        _slotOf = new int[timelineCount];
        Array.Fill(_slotOf, -1);
        for (var i = 0; i < _timelines.Length; i++)
        {
            _slotOf[_timelines[i].Index] = i;
        }
    }

    /// <summary>Its timelines, in the order of their indices.</summary>
    public IReadOnlyList<Timeline> Timelines => _timelines;

    /// <summary>Messages for other partitions; whoever takes them clears the list.</summary>
    public List<RemoteMessage> Outgoing => _outgoing;

    /// <summary>How many messages its timelines handled.</summary>
    public long Events
    {
        get
        {
            var events = 0L;
            foreach (var timeline in _timelines)
            {
                events += timeline.Events;
            }

            return events;
        }
    }

    /// <summary>The instant of its earliest pending message, or Never.</summary>
    public VirtualTime Next
    {
        get
        {
            var next = VirtualTime.Never;
            foreach (var timeline in _timelines)
            {
                next = VirtualTime.Min(next, timeline.Next);
            }

            return next;
        }
    }

    /// <summary>Takes a message from another partition.</summary>
    public void Accept(in RemoteMessage message) => _timelines[_slotOf[message.Timeline]].Accept(message.Envelope);

    /// <summary>
    /// Handles everything due before <paramref name="until"/>, window by window. Where other partitions exist,
    /// <paramref name="until"/> must not exceed the earliest pending message of all partitions plus the lookahead.
    /// </summary>
    public void Advance(VirtualTime until)
    {
        if (_timelines.Length == 1)
        {
            AdvanceWindow(until);
            return;
        }

        while (true)
        {
            var next = Next;
            if (next >= until)
            {
                break;
            }

            AdvanceWindow(VirtualTime.Min(until, next + _lookahead));
        }

        // Nothing is left before the end: only the boundaries move.
        AdvanceWindow(until);
    }

    /// <summary>Saves or loads all its timelines; only between windows.</summary>
    public void Transfer(StateTransfer state)
    {
        Invariant.Holds(_outgoing.Count == 0);
        foreach (var timeline in _timelines)
        {
            timeline.Transfer(state);
        }
    }

    private void AdvanceWindow(VirtualTime end)
    {
        foreach (var timeline in _timelines)
        {
            timeline.Advance(end);
        }

        foreach (var timeline in _timelines)
        {
            foreach (ref readonly var message in
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(timeline.Outgoing))
            {
                var slot = _slotOf[message.Timeline];
                if (slot < 0)
                {
                    _outgoing.Add(message);
                }
                else
                {
                    _timelines[slot].Accept(message.Envelope);
                }
            }

            timeline.Outgoing.Clear();
        }
    }
}
