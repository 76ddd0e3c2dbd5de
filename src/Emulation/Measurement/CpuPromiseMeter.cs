using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// Judges the promise "this share of a core within that time" for one vCPU. Plain state; its domain tells it when work
/// arrives, when the vCPU is on a core and for how long it ran, and when no work is left.
/// </summary>
/// <remarks>
/// <para>A window opens at the instant at which the vCPU, idle before, has work. It closes after the promised time
/// <c>within</c>, or earlier, when no work is left. If work is left at its close, the next window opens there. So a
/// window is a time in which work was pending without a gap, and idle time has no windows: nothing is owed then.</para>
/// <para>Work that comes before <c>within</c> is over finds part of the share used. The rest of the window goes on with
/// the rest of its share if that is no more than the share of the time left; else a fresh window opens. This is the
/// wake-up rule of constant-bandwidth servers (Abeni and Buttazzo, RTSS 1998): without it a customer who pauses would
/// be owed more than the share.</para>
/// <para>Pending is a vCPU that runs, waits for a core, or was preempted. The work pending in a window is what was
/// delivered in it plus what is left at its close, less what came too late. Entitled = min(share × within, work
/// pending in it). A window is kept if delivered ≥ entitled: if the work was done in time, or if the share was
/// delivered.</para>
/// <para>Work that comes while other work waits is owed in this window only as far as there is room for it before
/// the end, beside what is owed already: nobody can deliver two milliseconds within one. What is left of it is owed
/// in the next window. A server that keeps its deadlines may leave a slice to the last moment, and does no more
/// than that.</para>
/// <para>Where the hypervisor takes a vCPU's overheads (switches, cache refills, decisions, interrupts) out of its
/// slice, as Xen does, the share has been delivered once the vCPU held a core for it: they use up the share too. What
/// is reported as delivered is net all the same.</para>
/// <para>Windows start with the demand rather than on a fixed grid, because work that arrives just before the end of a
/// window of a grid would be owed at once, which is more than a share within a time.</para>
/// </remarks>
public sealed class CpuPromiseMeter
{
    /// <summary>Work that has no known end: that of a hog.</summary>
    public static readonly Duration Endless = Duration.FromNanoseconds(long.MaxValue);

    private readonly long _owed;
    private readonly long _within;
    private readonly long _from;
    private readonly bool _countsOverheads;
    private CpuPromiseState _state = new() { RunningSince = long.MaxValue };

    /// <summary>A meter for a vCPU that is idle.</summary>
    /// <param name="sharePpm">Promised share of one core in parts per million; 0 promises nothing.</param>
    /// <param name="within">The time within which the share is owed; positive where a share is promised.</param>
    /// <param name="from">When judging begins: the end of the warm-up. A window that is open then is not judged; cut
    /// there, it would be owed a whole share of the rest.</param>
    /// <param name="countsOverheads">Whether the share is of the time in which the vCPU holds a core, rather than of
    /// its progress: as its scheduler's slices count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share without a time, or not in 0 to 1 000 000.</exception>
    public CpuPromiseMeter(int sharePpm, Duration within, VirtualTime from, bool countsOverheads = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sharePpm);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sharePpm, 1_000_000);
        if (sharePpm > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(within.Nanoseconds);
        }

        _owed = Owed(sharePpm, within);
        _within = sharePpm > 0 ? within.Nanoseconds : long.MaxValue;
        _from = from.Nanoseconds;
        _countsOverheads = countsOverheads;
    }

    /// <summary>How long a vCPU with work may be without a core though the promise is kept: it has its share at the
    /// start of one window and at the end of the next. 2 × (within − share × within).</summary>
    /// <param name="sharePpm">Promised share of one core in parts per million; positive.</param>
    /// <param name="within">The time within which the share is owed.</param>
    public static Duration WorstWait(int sharePpm, Duration within)
    {
        var between = within - Duration.FromNanoseconds(Owed(sharePpm, within));
        return between + between;
    }

    /// <summary>Work arrives at the vCPU, idle or not.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="amount">CPU time that it needs, or <see cref="Endless"/>.</param>
    public void WorkArrived(VirtualTime now, Duration amount)
    {
        Settle(now);
        if (_state.Pending == 0)
        {
            _state.Pending = 1;
            _state.Work = 0;
            Open(now.Nanoseconds);
        }

        if (_state.Work != Endless.Nanoseconds)
        {
            var claimed = Math.Clamp(_state.Owed - _state.InWindow, 0, _state.Work);
            var room = Math.Max(_state.WindowEnd - now.Nanoseconds - claimed, 0);
            _state.Late += Math.Max(amount.Nanoseconds - room, 0);
        }

        _state.Work = _state.Work > long.MaxValue - amount.Nanoseconds
            ? long.MaxValue
            : _state.Work + amount.Nanoseconds;
    }

    /// <summary>Work left for another vCPU of the domain: so much is pending now, and there is some.</summary>
    public void WorkIs(VirtualTime now, Duration amount)
    {
        Settle(now);
        _state.Work = amount.Nanoseconds;
    }

    /// <summary>The vCPU is on a core; until <see cref="Ran"/>, delivery is unknown and no window closes.</summary>
    public void Started(VirtualTime now)
    {
        Settle(now);
        _state.RunningSince = now.Nanoseconds;
    }

    /// <summary>The vCPU left its core, or tells what it did so far (then <see cref="Started"/> follows).</summary>
    /// <param name="now">The instant.</param>
    /// <param name="length">CPU time delivered, taken as one piece that ends now.</param>
    public void Ran(VirtualTime now, Duration length)
    {
        var begin = now.Nanoseconds - length.Nanoseconds;
        if (_countsOverheads && _state.Pending == 1)
        {
            HeldWithoutProgress(_state.RunningSince, begin);
        }

        _state.RunningSince = long.MaxValue;
        if (length == Duration.Zero)
        {
            return;
        }

        Invariant.Holds(_state.Pending == 1);
        while (begin < now.Nanoseconds)
        {
            while (begin >= _state.WindowEnd)
            {
                CloseWithWorkLeft();
            }

            var end = Math.Min(now.Nanoseconds, _state.WindowEnd);
            Work(end - begin);
            _state.InWindow += end - begin;

            // What ran before judging began counts for nothing, but is done.
            _state.Delivered += Math.Max(0, end - Math.Max(begin, _from));
            begin = end;
        }
    }

    /// <summary>No work is left; call <see cref="Ran"/> at the same instant first.</summary>
    public void Idle(VirtualTime now)
    {
        // A window that ends at this very instant got all its work done.
        Settle(now - Duration.FromNanoseconds(1));
        if (_state.Pending == 1)
        {
            Judge(pending: _state.InWindow);
            _state.Owed = Math.Max(0, _state.Owed - _state.InWindow - _state.Overhead);
        }

        _state.Pending = 0;
    }

    /// <summary>The verdict so far; asking changes nothing that a later answer could show.</summary>
    public CpuPromiseReport Report(VirtualTime now)
    {
        Settle(now);
        return new CpuPromiseReport(
            _state.Windows,
            _state.Kept,
            Duration.FromNanoseconds(_state.Entitled),
            Duration.FromNanoseconds(_state.Delivered));
    }

    /// <summary>The verdict so far, with what the vCPU has run but not told; asking changes nothing.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="inProgress">CPU time since <see cref="Started"/>, taken as one piece that ends now.</param>
    public CpuPromiseReport Report(VirtualTime now, Duration inProgress)
    {
        var saved = _state;

        // What runs may complete at this very instant, at the end of its window.
        var known = _state.RunningSince == long.MaxValue ? now : now - Duration.FromNanoseconds(1);
        Ran(now, inProgress);
        var report = Report(known);
        _state = saved;
        return report;
    }

    /// <summary>Saves or loads everything that changes.</summary>
    public void Transfer(StateTransfer state) => state.Value(ref _state);

    /// <summary>Closes the windows about which everything is known: that ended by now, and before the vCPU came onto
    /// its core.</summary>
    private void Settle(VirtualTime now)
    {
        var known = Math.Min(now.Nanoseconds, _state.RunningSince);
        while (_state.Pending == 1 && _state.WindowEnd <= known)
        {
            CloseWithWorkLeft();
        }
    }

    /// <summary>Overheads are taken as one piece before what ran.</summary>
    private void HeldWithoutProgress(long from, long to)
    {
        while (from < to)
        {
            while (from >= _state.WindowEnd)
            {
                CloseWithWorkLeft();
            }

            var end = Math.Min(to, _state.WindowEnd);
            _state.Overhead += end - from;
            from = end;
        }
    }

    /// <summary>A fresh window, or the rest of the last one.</summary>
    private void Open(long now)
    {
        var left = _state.WindowEnd - now;
        if (left <= 0 || (Int128)_state.Owed * _within > (Int128)left * _owed)
        {
            OpenFresh(now);
            return;
        }

        _state.WindowStart = now;
        _state.InWindow = 0;
        _state.Overhead = 0;
        _state.Late = 0;
    }

    private void OpenFresh(long now)
    {
        _state.WindowStart = now;
        _state.WindowEnd = now > long.MaxValue - _within ? long.MaxValue : now + _within;
        _state.Owed = _owed;
        _state.InWindow = 0;
        _state.Overhead = 0;
        _state.Late = 0;
    }

    private void CloseWithWorkLeft()
    {
        // The work left may be unknown to the domain, but there is some.
        var left = Math.Max(_state.Work, 1);
        Judge(pending: _state.InWindow > long.MaxValue - left ? long.MaxValue : _state.InWindow + left);
        OpenFresh(_state.WindowEnd);
    }

    private void Judge(long pending)
    {
        var entitled = Math.Min(_state.Owed, pending - _state.Late);
        if (entitled <= 0 || _state.WindowStart < _from)
        {
            return;
        }

        _state.Windows++;
        _state.Kept += _state.InWindow >= entitled || _state.InWindow + _state.Overhead >= _state.Owed ? 1 : 0;
        _state.Entitled += entitled;
    }

    /// <summary>Rounded down: no more is owed than was promised.</summary>
    private static long Owed(int sharePpm, Duration within) =>
        (long)((Int128)within.Nanoseconds * sharePpm / 1_000_000);

    private void Work(long done)
    {
        if (_state.Work != long.MaxValue)
        {
            _state.Work = Math.Max(0, _state.Work - done);
        }
    }
}
