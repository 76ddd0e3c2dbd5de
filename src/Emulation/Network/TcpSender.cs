using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>
/// The sending end of a bulk stream: NewReno (RFC 5681, 6582) with limited transmit (RFC 3042), appropriate byte
/// counting (RFC 3465) and the retransmission timer of RFC 6298. Passive: its owner hands in acknowledgements, sends
/// what it is given, and calls back at <see cref="NextTimeout"/>.
/// </summary>
/// <remarks>
/// States: open (slow start below the threshold, congestion avoidance above it) → fast recovery at the third duplicate
/// → open when all that was outstanding is acknowledged; any → slow start from one segment at a timeout. Invariant:
/// unacknowledged ≤ next ≤ highest ≤ supplied; outside recovery the congestion window is at most the receiver's,
/// since what was never used says nothing about the network. All operations are O(1) and allocate nothing.
/// </remarks>
public sealed partial class TcpSender
{
    private const int DuplicateThreshold = 3;

    private readonly long _window;
    private readonly long _minTimeout;
    private readonly long _maxTimeout;
    private TcpSenderState _state;

    /// <summary>A connection that is set up, with nothing sent.</summary>
    /// <param name="options">Its constants.</param>
    /// <param name="segments">How much there is to send; long.MaxValue for a stream without end.</param>
    public TcpSender(TcpOptions options, long segments = long.MaxValue)
    {
        _window = options.WindowSegments;
        _minTimeout = options.MinTimeout.Nanoseconds;
        _maxTimeout = options.MaxTimeout.Nanoseconds;
        _state = new TcpSenderState
        {
            Supplied = segments,
            Congestion = Math.Min(options.InitialWindowSegments, _window),
            Threshold = long.MaxValue,
            Timed = -1,
            TimedOut = -1,
            RoundTrip = -1,
            Timeout = options.InitialTimeout.Nanoseconds,
            Deadline = long.MaxValue,
        };
    }

    /// <summary>Segments acknowledged so far.</summary>
    public long Acknowledged => _state.Unacknowledged;

    /// <summary>Segments on their way, as far as the sender believes.</summary>
    public long InFlight => _state.Next - _state.Unacknowledged;

    /// <summary>The congestion window in segments.</summary>
    public long CongestionWindow => _state.Congestion;

    /// <summary>Segments sent again.</summary>
    public long Retransmissions => _state.Retransmissions;

    /// <summary>How often the retransmission timer fired.</summary>
    public long Timeouts => _state.Timeouts;

    /// <summary>The smoothed round trip; zero before the first was measured.</summary>
    public Duration RoundTrip => Duration.FromNanoseconds(Math.Max(_state.RoundTrip, 0));

    /// <summary>When to call <see cref="OnTimeout"/>; it may move with every call.</summary>
    public VirtualTime NextTimeout => VirtualTime.FromNanoseconds(_state.Deadline);

    /// <summary>The application supplies more to send.</summary>
    /// <param name="segments">How many segments more; not negative.</param>
    public void Supply(long segments)
    {
        Invariant.Holds(segments >= 0);
        _state.Supplied = checked(_state.Supplied + segments);
    }

    /// <summary>Gives the segment that may be sent now, if any; call it until it gives none.</summary>
    public bool TrySend(VirtualTime now, out TcpSegment segment)
    {
        if (_state.Resend == 1)
        {
            _state.Resend = 0;
            segment = Resend(now, _state.Unacknowledged);
            return true;
        }

        // Limited transmit: the first two duplicates let one new segment go each, so that small windows recover too.
        var limited = _state.InRecovery == 1 ? 0 : Math.Min(_state.Duplicates, DuplicateThreshold - 1);
        var allowed = Math.Min(_state.Congestion + limited, _window);
        if (_state.Next >= _state.Supplied || InFlight >= allowed)
        {
            segment = default;
            return false;
        }

        segment = SendNext(now);
        return true;
    }

    /// <summary>An acknowledgement arrives; call <see cref="TrySend"/> next.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="next">The segment that the receiver expects next.</param>
    public void OnAck(VirtualTime now, long next)
    {
        if (next > _state.Highest || next < _state.Unacknowledged)
        {
            return;
        }

        if (next == _state.Unacknowledged)
        {
            OnDuplicate();
            return;
        }

        MeasureRoundTrip(now, next);
        var acknowledged = next - _state.Unacknowledged;
        _state.Unacknowledged = next;
        _state.Next = Math.Max(_state.Next, next);
        if (_state.InRecovery == 1)
        {
            OnAckInRecovery(now, acknowledged);
            return;
        }

        _state.Duplicates = 0;
        RestartTimer(now);
        Open(acknowledged);
    }

    /// <summary>The retransmission timer fires; does nothing before <see cref="NextTimeout"/>. Call
    /// <see cref="TrySend"/> next.</summary>
    public void OnTimeout(VirtualTime now)
    {
        if (now.Nanoseconds < _state.Deadline)
        {
            return;
        }

        _state.Timeouts++;
        if (_state.TimedOut != _state.Unacknowledged)
        {
            // Held while the same segment times out again, when little is in flight (RFC 5681, 3.1).
            _state.Threshold = Math.Max(InFlight / 2, 2);
            _state.TimedOut = _state.Unacknowledged;
        }

        _state.Congestion = 1;
        _state.AvoidanceCount = 0;
        _state.Recover = _state.Highest;
        _state.Next = _state.Unacknowledged;
        _state.Duplicates = 0;
        _state.InRecovery = 0;
        _state.Resend = 0;
        _state.Timed = -1;
        _state.Timeout = Math.Min(_state.Timeout * 2, _maxTimeout);
        _state.Deadline = now.Nanoseconds + _state.Timeout;
    }

    /// <summary>Saves or loads everything that changes.</summary>
    public void Transfer(StateTransfer state) => state.Value(ref _state);

    private TcpSegment SendNext(VirtualTime now)
    {
        var sequence = _state.Next++;
        if (sequence < _state.Highest)
        {
            return Resend(now, sequence);
        }

        _state.Highest = _state.Next;
        if (_state.Timed < 0)
        {
            _state.Timed = sequence;
            _state.TimedAt = now.Nanoseconds;
        }

        ArmIfIdle(now);
        return new TcpSegment(sequence, Retransmission: false);
    }

    private TcpSegment Resend(VirtualTime now, long sequence)
    {
        // Karn: the acknowledgement of what was sent twice, or waited behind it, says nothing about a round trip.
        _state.Timed = -1;
        _state.Retransmissions++;
        ArmIfIdle(now);
        return new TcpSegment(sequence, Retransmission: true);
    }
}
