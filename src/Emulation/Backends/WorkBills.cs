using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// Who caused the CPU time that a backend uses in the driver domain, to the nanosecond. A piece of work has one bill,
/// which lists its frames in the order in which they are worked on; the bill is booked when the work is done.
/// </summary>
/// <remarks>
/// There is one bill for each piece of work that can be under way. Booked + done of the open bills = CPU time that the
/// driver domain spent on the backend's work.
/// </remarks>
internal sealed class WorkBills
{
    /// <summary>The cause of frames that are nobody's, and of work that is for no frame.</summary>
    public const long Nobody = -1;

    private readonly Fifo<Charge>[] _open;
    private readonly Fifo<Charge>[] _openAtWarmup;
    private readonly int _columns;
    private long[] _booked;
    private long[] _bookedAtWarmup;
    private long[] _first;
    private long[] _firstAtWarmup;
    private long _warm;

    /// <summary>Bills on which nothing stands.</summary>
    /// <param name="bills">How many.</param>
    /// <param name="causes">How many interfaces there are.</param>
    public WorkBills(int bills, int causes)
    {
        _columns = causes + 1;
        _open = [.. Enumerable.Range(0, bills).Select(_ => new Fifo<Charge>(NetworkBackend.BatchPackets))];
        _openAtWarmup = [.. Enumerable.Range(0, bills).Select(_ => new Fifo<Charge>(1))];
        (_booked, _bookedAtWarmup) = (new long[_columns], new long[_columns]);
        (_first, _firstAtWarmup) = (new long[_columns], new long[_columns]);
    }

    /// <summary>How many interfaces there are.</summary>
    public int Causes => _columns - 1;

    /// <summary>Puts time on a bill that is being made up. O(1).</summary>
    public void Add(int bill, long cause, long nanoseconds)
    {
        var open = _open[bill];
        if (open.Count > 0 && open[open.Count - 1].Cause == cause)
        {
            ref var last = ref open[open.Count - 1];
            last = last with { Nanoseconds = last.Nanoseconds + nanoseconds };
            return;
        }

        open.Enqueue(new Charge(cause, nanoseconds));
    }

    /// <summary>The work of a bill is done: it is booked. O(frames).</summary>
    public void Close(int bill)
    {
        for (var open = _open[bill]; open.Count > 0;)
        {
            var charge = open.Dequeue();
            Book(charge.Cause, charge.Nanoseconds);
            if (bill == 0)
            {
                _first[Column(charge.Cause)] += charge.Nanoseconds;
            }
        }
    }

    /// <summary>Books time that needs no bill, since one interface causes all of it and it is done.</summary>
    public void Book(long cause, long nanoseconds) => _booked[Column(cause)] += nanoseconds;

    /// <summary>What was booked to an interface since the start, in ns.</summary>
    public long Booked(int cause) => _booked[cause];

    /// <summary>What was booked to an interface, and what stands on open bills, in ns.</summary>
    public long Posted(int cause)
    {
        var posted = Booked(cause);
        foreach (var open in _open)
        {
            for (var i = 0; i < open.Count; i++)
            {
                posted += open[i].Cause == cause ? open[i].Nanoseconds : 0;
            }
        }

        return posted;
    }

    /// <summary>The warm-up is over: what follows is measured.</summary>
    public void EndWarmup()
    {
        _warm = 1;
        _booked.CopyTo(_bookedAtWarmup, 0);
        _first.CopyTo(_firstAtWarmup, 0);
        for (var bill = 0; bill < _open.Length; bill++)
        {
            for (var i = 0; i < _open[bill].Count; i++)
            {
                _openAtWarmup[bill].Enqueue(_open[bill][i]);
            }
        }
    }

    /// <summary>What was booked to an interface since the end of the warm-up, in ns.</summary>
    public long Measured(int cause) => _warm == 1 ? _booked[cause] - _bookedAtWarmup[cause] : 0;

    /// <summary>… on the first bill, in ns.</summary>
    public long MeasuredOnFirst(int cause) => _warm == 1 ? _first[cause] - _firstAtWarmup[cause] : 0;

    /// <summary>Splits what is done of a bill's work: the first frames on it come first.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="atWarmup">Whether the bill as it was at the end of the warm-up is meant, or as it is.</param>
    /// <param name="done">What is done of the work, in ns.</param>
    /// <param name="charged">Told of each part: the interface, or <see cref="Nobody"/>, and the time in ns.</param>
    public void Split(int bill, bool atWarmup, long done, Action<long, long> charged)
    {
        var charges = atWarmup && _warm == 1 ? _openAtWarmup[bill] : _open[bill];
        for (var i = 0; i < charges.Count && done > 0; i++)
        {
            var part = Math.Min(done, charges[i].Nanoseconds);
            charged(charges[i].Cause, part);
            done -= part;
        }

        Invariant.Holds(done == 0, "what is done of a piece of work stands on its bill");
    }

    /// <summary>Saves or loads the bills.</summary>
    public void Transfer(StateTransfer state)
    {
        for (var bill = 0; bill < _open.Length; bill++)
        {
            _open[bill].Transfer(state);
            _openAtWarmup[bill].Transfer(state);
        }

        state.Array(ref _booked);
        state.Array(ref _bookedAtWarmup);
        state.Array(ref _first);
        state.Array(ref _firstAtWarmup);
        state.Value(ref _warm);
    }

    private int Column(long cause) => cause < 0 ? _columns - 1 : (int)cause;
}
