using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <content>Tokens, modes, and the instants at which modes change.</content>
public sealed partial class HierarchicalTokenBucket
{
    // The most that elapsed time counts for, and the deepest debt: 60 s.
    private const long MaxBucketNanoseconds = 60_000_000_000;

    private readonly WaitQueues _waitQueues;
    private long[] _nearestEvents;

    /// <summary>The mode of a class and, unless it can send, how long until it may change.</summary>
    /// <remarks>With hysteresis, a class that is not stopped yet may owe a whole bucket first.</remarks>
    private HtbMode ModeOf(int index, long elapsed, out long delay)
    {
        ref readonly var state = ref _states[index];
        var ceilDebt = _hysteresis && state.Mode != HtbMode.CannotSend ? _classes[index].CeilBucket.Nanoseconds : 0;
        delay = -(state.CeilTokens + elapsed);
        if (delay > ceilDebt)
        {
            return HtbMode.CannotSend;
        }

        var debt = _hysteresis && state.Mode == HtbMode.CanSend ? _classes[index].Bucket.Nanoseconds : 0;
        delay = -(state.Tokens + elapsed);
        return delay > debt ? HtbMode.MayBorrow : HtbMode.CanSend;
    }

    private static long Charged(long tokens, long elapsed, Duration bucket, long cost)
    {
        var left = Math.Min(tokens + elapsed, bucket.Nanoseconds) - cost;
        return left <= -MaxBucketNanoseconds ? 1 - MaxBucketNanoseconds : left;
    }

    /// <summary>Charges a sent packet to the leaf and all above it: the ceiling everywhere, the rate from the lender
    /// upwards.</summary>
    private void Charge(int leaf, int lender, long bytes)
    {
        for (var index = leaf; index != None; index = _classes[index].Parent)
        {
            var one = _classes[index];
            ref var state = ref _states[index];
            var length = one.ChargedBytes(bytes);
            var elapsed = Math.Min(_now - state.Checkpoint, MaxBucketNanoseconds);
            if (one.Level >= lender)
            {
                state.Lended += one.Level == lender ? 1 : 0;
                state.Tokens = Charged(state.Tokens, elapsed, one.Bucket, one.Rate.CostNanoseconds(length));
            }
            else
            {
                state.Borrowed++;
                state.Tokens += elapsed;
            }

            state.CeilTokens = Charged(state.CeilTokens, elapsed, one.CeilBucket, one.Ceil.CostNanoseconds(length));
            state.Checkpoint = _now;
            state.SentPackets++;
            state.SentBytes += bytes;
            var before = state.Mode;
            var delay = ChangeMode(index, 0);
            if (state.Mode == before)
            {
                continue;
            }

            if (state.Mode == HtbMode.CanSend)
            {
                _waitQueues.Remove(index);
            }
            else
            {
                Await(index, delay, waits: before != HtbMode.CanSend);
            }
        }
    }

    private long ChangeMode(int index, long elapsed)
    {
        ref var state = ref _states[index];
        var mode = ModeOf(index, elapsed, out var delay);
        if (mode == state.Mode)
        {
            return delay;
        }

        if (mode == HtbMode.CannotSend)
        {
            state.Overlimits++;
        }

        if (state.Activity == 0)
        {
            state.Mode = mode;
            return delay;
        }

        if (state.Mode != HtbMode.CannotSend)
        {
            Deactivate(index);
        }

        state.Mode = mode;
        if (mode != HtbMode.CannotSend)
        {
            Activate(index);
        }

        return delay;
    }

    private void Await(int index, long delay, bool waits)
    {
        var at = _now + Math.Max(delay, 1);
        if (waits)
        {
            _waitQueues.Move(index, at);
        }
        else
        {
            _waitQueues.Add(index, at);
        }

        ref var nearest = ref _nearestEvents[_classes[index].Level];
        nearest = Math.Min(nearest, at);
    }

    /// <summary>Changes the modes that are due in a level.</summary>
    /// <returns>When the next one is due; a second ahead if none waits.</returns>
    private long RunEvents(int level)
    {
        while (_waitQueues.TryPeek(level, out var first))
        {
            if (first.At > _now)
            {
                return first.At;
            }

            var index = (int)first.Class;
            var delay = ChangeMode(index, Math.Min(_now - _states[index].Checkpoint, MaxBucketNanoseconds));
            if (_states[index].Mode == HtbMode.CanSend)
            {
                _waitQueues.Remove(index);
            }
            else
            {
                Await(index, delay, waits: true);
            }
        }

        return _now + EmptyQueueSleepNanoseconds;
    }
}
