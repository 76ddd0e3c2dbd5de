using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <content>Congestion window and round-trip time.</content>
public sealed partial class TcpSender
{
    /// <summary>Opens the window: by what was acknowledged, two at most, in slow start; by one a window above it.
    /// </summary>
    private void Open(long acknowledged)
    {
        if (_state.Congestion < _state.Threshold)
        {
            // After a timeout an acknowledgement may cover what was not lost: one segment an acknowledgement then.
            var most = _state.Unacknowledged < _state.Recover ? 1 : 2;
            _state.Congestion = Math.Min(_state.Congestion + Math.Min(acknowledged, most), _window);
            return;
        }

        _state.AvoidanceCount += acknowledged;
        if (_state.AvoidanceCount >= _state.Congestion)
        {
            _state.AvoidanceCount -= _state.Congestion;
            _state.Congestion = Math.Min(_state.Congestion + 1, _window);
        }
    }

    private void OnDuplicate()
    {
        if (_state.Highest == _state.Unacknowledged)
        {
            return;
        }

        if (_state.InRecovery == 1)
        {
            // Each duplicate is a segment that left the network.
            _state.Congestion++;
            return;
        }

        _state.Duplicates++;

        // Not again for losses that a recovery or a timeout has dealt with already.
        if (_state.Duplicates == DuplicateThreshold && _state.Unacknowledged >= _state.Recover)
        {
            _state.Threshold = Math.Max(InFlight / 2, 2);
            _state.Congestion = _state.Threshold + DuplicateThreshold;
            _state.AvoidanceCount = 0;
            _state.Recover = _state.Highest;
            _state.InRecovery = 1;
            _state.SawPartial = 0;
            _state.Resend = 1;
        }
    }

    private void OnAckInRecovery(VirtualTime now, long acknowledged)
    {
        if (_state.Unacknowledged >= _state.Recover)
        {
            // Not the whole threshold at once if little is in flight: that would be a burst.
            _state.Congestion = Math.Min(_state.Threshold, Math.Max(InFlight, 1) + 1);
            _state.InRecovery = 0;
            _state.Duplicates = 0;
            RestartTimer(now);
            return;
        }

        // A partial acknowledgement names the next loss. Only the first restarts the timer ("impatient").
        _state.Resend = 1;
        _state.Congestion = Math.Max(_state.Congestion - acknowledged + 1, 1);
        if (_state.SawPartial == 0)
        {
            _state.SawPartial = 1;
            RestartTimer(now);
        }
    }

    /// <summary>Takes a round trip and sets the timeout to mean + 4 deviations; divisions round down.</summary>
    private void MeasureRoundTrip(VirtualTime now, long next)
    {
        if (_state.Timed < 0 || next <= _state.Timed)
        {
            return;
        }

        var sample = now.Nanoseconds - _state.TimedAt;
        _state.Timed = -1;
        if (_state.RoundTrip < 0)
        {
            _state.RoundTrip = sample;
            _state.RoundTripVariation = sample / 2;
        }
        else
        {
            var error = Math.Abs(_state.RoundTrip - sample);
            _state.RoundTripVariation = ((3 * _state.RoundTripVariation) + error) / 4;
            _state.RoundTrip = ((7 * _state.RoundTrip) + sample) / 8;
        }

        _state.Timeout = Math.Clamp(
            _state.RoundTrip + (4 * _state.RoundTripVariation), _minTimeout, _maxTimeout);
    }

    private void RestartTimer(VirtualTime now) =>
        _state.Deadline = _state.Unacknowledged == _state.Highest
            ? long.MaxValue
            : now.Nanoseconds + _state.Timeout;

    private void ArmIfIdle(VirtualTime now)
    {
        if (_state.Deadline == long.MaxValue)
        {
            _state.Deadline = now.Nanoseconds + _state.Timeout;
        }
    }
}
