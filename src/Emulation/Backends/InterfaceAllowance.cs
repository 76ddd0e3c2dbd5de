using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// How many bytes an interface with a rate may still send in its window: netback's credit-based scheduling
/// (net_tx_action, tx_add_credit and tx_credit_callback of linux-2.6.18-xen), in jiffies of the driver domain.
/// </summary>
/// <remarks>
/// An allowance is spent frame by frame. A frame that exceeds what is left is taken at once if the window is over,
/// which starts a new one now; else its interface waits for the window's end. A new window gives
/// min(left + bytes, max(bytes, min(frame, 131 072))): nothing is carried over but for one frame larger than a
/// window's bytes. All members have 64 bits, so that nothing is padded.
/// </remarks>
internal struct InterfaceAllowance
{
    /// <summary>The largest frame that may gather bytes over several windows.</summary>
    public const long LargestFrame = 131_072;

    private long _bytesPerWindow;
    private long _windowJiffies;
    private long _jiffyNanoseconds;
    private long _left;
    private long _windowStart;
    private long _dueJiffy;
    private long _waits;

    /// <summary>A full allowance whose window begins at the start of the run.</summary>
    /// <param name="plan">The rate; null for none.</param>
    /// <param name="jiffy">The tick of the driver domain's kernel; positive.</param>
    public InterfaceAllowance(InterfaceRatePlan? plan, Duration jiffy)
    {
        if (plan is null)
        {
            return;
        }

        _bytesPerWindow = plan.BytesPerWindow;
        _jiffyNanoseconds = jiffy.Nanoseconds;

        // msecs_to_jiffies(credit_usec / 1000): milliseconds rounded down, jiffies rounded up.
        var milliseconds = plan.Window.Nanoseconds / 1_000_000;
        _windowJiffies = ((milliseconds * 1_000_000) + jiffy.Nanoseconds - 1) / jiffy.Nanoseconds;
        _left = plan.BytesPerWindow;
    }

    /// <summary>Whether the interface has a rate.</summary>
    public readonly bool IsLimited => _bytesPerWindow > 0;

    /// <summary>Whether the interface waits for the end of its window.</summary>
    public readonly bool Waits => _waits == 1;

    /// <summary>Bytes that may still be sent in this window.</summary>
    public readonly long Left => _left;

    /// <summary>When <see cref="BeginWindow"/> is due for an interface that waits.</summary>
    public readonly VirtualTime Due => VirtualTime.FromNanoseconds(_dueJiffy * _jiffyNanoseconds);

    /// <summary>Spends a frame's bytes, or has the interface wait for the end of its window.</summary>
    /// <param name="bytes">The frame at the head of the ring.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Whether the frame may be taken.</returns>
    public bool TrySpend(long bytes, VirtualTime now)
    {
        if (!IsLimited)
        {
            return true;
        }

        if (bytes > _left)
        {
            if (Waits)
            {
                return false;
            }

            var jiffies = now.Nanoseconds / _jiffyNanoseconds;
            var end = _windowStart + _windowJiffies;
            if (jiffies >= end)
            {
                _windowStart = jiffies;
                Refill(bytes);
            }

            if (bytes > _left)
            {
                // The timer holds the start of the next window: the end of the old one even where that is past, as for
                // a frame larger than a window's bytes. A timer that is late fires at the next jiffy.
                _windowStart = end;
                _dueJiffy = Math.Max(end, jiffies + 1);
                _waits = 1;
                return false;
            }
        }

        _left -= bytes;
        return true;
    }

    /// <summary>The window that the interface waited for is over.</summary>
    /// <param name="bytes">The frame at the head of the ring.</param>
    public void BeginWindow(long bytes)
    {
        Invariant.Holds(Waits);
        _waits = 0;
        Refill(bytes);
    }

    private void Refill(long bytes) =>
        _left = Math.Min(_left + _bytesPerWindow, Math.Max(_bytesPerWindow, Math.Min(bytes, LargestFrame)));
}
