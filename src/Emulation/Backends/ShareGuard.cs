using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// ShareGuard (Gupta, Cherkasova, Gardner, Vahdat, Middleware 2006): a control program that stops the traffic of a
/// domain which causes more CPU time in the driver domain than it may, until its average is within the limit again.
/// </summary>
/// <remarks>
/// At each reading: over = max(0, over + caused − limit × elapsed); the traffic is stopped while over is positive.
/// Time that a domain leaves unused is not kept for it.
/// </remarks>
internal sealed class ShareGuard
{
    private const int Whole = 1_000_000;

    private readonly int[] _limitPpm;
    private long[] _over;
    private long _readAt;

    /// <summary>A guard that has seen nothing.</summary>
    /// <param name="limitPpm">By interface: the share of one core, in ppm; 0 for no limit.</param>
    public ShareGuard(IEnumerable<int> limitPpm)
    {
        _limitPpm = [.. limitPpm];
        _over = new long[_limitPpm.Length];
    }

    /// <summary>A reading begins.</summary>
    /// <returns>The time since the last.</returns>
    public Duration Begin(VirtualTime now)
    {
        var elapsed = Duration.FromNanoseconds(now.Nanoseconds - _readAt);
        _readAt = now.Nanoseconds;
        return elapsed;
    }

    /// <summary>Whether an interface's traffic is to be stopped.</summary>
    /// <param name="vif">The interface.</param>
    /// <param name="caused">What it caused since the last reading, in ns.</param>
    /// <param name="elapsed">The time since then.</param>
    public bool Stops(int vif, long caused, Duration elapsed)
    {
        if (_limitPpm[vif] == 0)
        {
            return false;
        }

        var allowed = (long)((Int128)elapsed.Nanoseconds * _limitPpm[vif] / Whole);
        _over[vif] = Math.Max(0, _over[vif] + caused - allowed);
        return _over[vif] > 0;
    }

    /// <summary>Saves or loads the guard.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _over);
        state.Value(ref _readAt);
    }
}
