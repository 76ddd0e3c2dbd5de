using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// The receiving end of a bulk stream: puts segments in order, and acknowledges every second one at once, a lone one
/// after the delay, and out of order or repeated ones at once (RFC 5681). Passive: its owner hands in segments, sends
/// an acknowledgement when told to, and calls back at <see cref="NextTimeout"/>.
/// </summary>
/// <remarks>The application reads at once, so that the window is always open. Nothing is allocated.</remarks>
public sealed class TcpReceiver
{
    private readonly int _window;
    private readonly long _delay;
    private ulong[] _early;
    private long _expected;
    private long _held;
    private long _deadline = long.MaxValue;
    private long _beyond;

    /// <summary>A connection that is set up, with nothing received.</summary>
    public TcpReceiver(TcpOptions options)
    {
        _window = options.WindowSegments;
        _delay = options.DelayedAcknowledgement.Nanoseconds;
        _early = new ulong[(_window + 63) / 64];
    }

    /// <summary>Segments received in order so far: what the application has.</summary>
    public long Received => _expected;

    /// <summary>When to call <see cref="OnTimeout"/>; Never while no acknowledgement is held back.</summary>
    public VirtualTime NextTimeout => VirtualTime.FromNanoseconds(_deadline);

    /// <summary>A segment arrives.</summary>
    /// <returns>Whether to send an acknowledgement now: call <see cref="Acknowledge"/>.</returns>
    public bool OnSegment(VirtualTime now, long sequence)
    {
        if (sequence != _expected)
        {
            // Repeated, out of order, or outside the window: the sender wants to know at once.
            if (sequence > _expected && sequence - _expected < _window && !IsEarly(sequence))
            {
                SetEarly(sequence, true);
                _beyond++;
            }

            return true;
        }

        _expected++;
        _held++;
        if (_beyond > 0)
        {
            TakeEarly();
            return true;
        }

        if (_held >= 2)
        {
            return true;
        }

        _deadline = Math.Min(_deadline, now.Nanoseconds + _delay);
        return false;
    }

    /// <summary>The delay of a held-back acknowledgement is over.</summary>
    /// <returns>Whether to send it: call <see cref="Acknowledge"/>.</returns>
    public bool OnTimeout(VirtualTime now) => now.Nanoseconds >= _deadline;

    /// <summary>An acknowledgement is sent; none is held back any more.</summary>
    /// <returns>What it says: the segment expected next.</returns>
    public long Acknowledge()
    {
        _held = 0;
        _deadline = long.MaxValue;
        return _expected;
    }

    /// <summary>Saves or loads everything that changes.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _early);
        state.Value(ref _expected);
        state.Value(ref _held);
        state.Value(ref _deadline);
        state.Value(ref _beyond);
    }

    private void TakeEarly()
    {
        while (_beyond > 0 && IsEarly(_expected))
        {
            SetEarly(_expected, false);
            _beyond--;
            _expected++;
        }
    }

    // A ring of one bit per segment of the window.
    private bool IsEarly(long sequence)
    {
        var bit = (int)(sequence % _window);
        return (_early[bit >> 6] & (1UL << (bit & 63))) != 0;
    }

    private void SetEarly(long sequence, bool early)
    {
        var bit = (int)(sequence % _window);
        if (early)
        {
            _early[bit >> 6] |= 1UL << (bit & 63);
        }
        else
        {
            _early[bit >> 6] &= ~(1UL << (bit & 63));
        }
    }
}
