using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// Linux's Token Bucket Filter (net/sched/sch_tbf.c): one queue, limited in bytes, whose head goes once the bucket
/// holds its whole length. Tokens are nanoseconds of transmission. All operations O(1), without allocation once the
/// queue has grown to its depth.
/// </summary>
/// <remarks>Unlike HTB, the bucket never goes into debt: what went by any instant is at most burst + rate × time, and
/// with a peak rate at most mtu + peak rate × time too.</remarks>
public sealed class TokenBucketFilter : IQueueingDiscipline
{
    private readonly TransmissionRate _rate;
    private readonly TransmissionRate _peak;
    private readonly bool _hasPeak;
    private readonly long _bucket;
    private readonly long _peakBucket;
    private readonly long _longest;
    private readonly long _limit;
    private readonly Fifo<QueuedPacket> _queue = new();
    private State _state;

    /// <summary>A filter with full buckets and an empty queue.</summary>
    /// <param name="options">Its parameters.</param>
    /// <param name="now">When it is set up.</param>
    /// <exception cref="ArgumentException">The options contradict themselves; all faults are listed.</exception>
    public TokenBucketFilter(TokenBucketOptions options, VirtualTime now)
    {
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        _hasPeak = options.PeakRateBitsPerSecond > 0;
        _rate = new TransmissionRate(options.RateBitsPerSecond);
        _peak = _hasPeak ? new TransmissionRate(options.PeakRateBitsPerSecond) : _rate;
        _bucket = _rate.CostNanoseconds(options.BurstBytes);
        _peakBucket = _hasPeak ? _peak.CostNanoseconds(options.PeakBurstBytes) : 0;
        _longest = _hasPeak ? Math.Min(options.BurstBytes, options.PeakBurstBytes) : options.BurstBytes;
        _limit = options.LimitBytes;
        _state = new State { Tokens = _bucket, PeakTokens = _peakBucket, Checkpoint = now.Nanoseconds };
    }

    /// <inheritdoc/>
    public long Backlog => _queue.Count;

    /// <summary>Bytes waiting.</summary>
    public long BacklogBytes => _state.BacklogBytes;

    /// <summary>Packets that went through.</summary>
    public long Sent => _state.Sent;

    /// <summary>Packets that were longer than a bucket, or found no room.</summary>
    public long Dropped => _state.Dropped;

    /// <summary>How often the head had to wait for tokens.</summary>
    public long Overlimits => _state.Overlimits;

    /// <inheritdoc/>
    public bool Enqueue(int classId, in QueuedPacket packet)
    {
        Invariant.Holds(packet.Bytes > 0);
        if (packet.Bytes > _longest || _state.BacklogBytes + packet.Bytes > _limit)
        {
            _state.Dropped++;
            return false;
        }

        _queue.Enqueue(packet);
        _state.BacklogBytes += packet.Bytes;
        return true;
    }

    /// <inheritdoc/>
    public bool TryDequeue(VirtualTime now, out QueuedPacket packet, out VirtualTime nextEvent)
    {
        (packet, nextEvent) = (default, VirtualTime.Never);
        if (_queue.Count == 0)
        {
            return false;
        }

        Invariant.Holds(now.Nanoseconds >= _state.Checkpoint);
        var bytes = _queue[0].Bytes;
        var elapsed = Math.Min(now.Nanoseconds - _state.Checkpoint, _bucket);
        var tokens = Math.Min(_state.Tokens + elapsed, _bucket) - _rate.CostNanoseconds(bytes);
        var peakTokens = _hasPeak
            ? Math.Min(_state.PeakTokens + elapsed, _peakBucket) - _peak.CostNanoseconds(bytes)
            : 0;
        if (tokens < 0 || peakTokens < 0)
        {
            _state.Overlimits++;
            nextEvent = now + Duration.FromNanoseconds(Math.Max(-tokens, -peakTokens));
            return false;
        }

        packet = _queue.Dequeue();
        _state.BacklogBytes -= bytes;
        _state.Checkpoint = now.Nanoseconds;
        _state.Tokens = tokens;
        _state.PeakTokens = peakTokens;
        _state.Sent++;
        return true;
    }

    /// <inheritdoc/>
    public Duration LeastWait(int classId, VirtualTime now)
    {
        var elapsed = Math.Min(now.Nanoseconds - _state.Checkpoint, Math.Max(_bucket, _peakBucket));
        var wait = _rate.CostNanoseconds(_state.BacklogBytes) - Math.Min(_state.Tokens + elapsed, _bucket);
        if (_hasPeak)
        {
            wait = Math.Max(
                wait,
                _peak.CostNanoseconds(_state.BacklogBytes) - Math.Min(_state.PeakTokens + elapsed, _peakBucket));
        }

        return Duration.FromNanoseconds(Math.Max(wait, 0));
    }

    /// <inheritdoc/>
    public void Transfer(StateTransfer state)
    {
        _queue.Transfer(state);
        state.Value(ref _state);
    }

    private struct State
    {
        public long Tokens;
        public long PeakTokens;
        public long Checkpoint;
        public long BacklogBytes;
        public long Sent;
        public long Dropped;
        public long Overlimits;
    }
}
