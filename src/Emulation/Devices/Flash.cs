using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Devices;

/// <summary>
/// Flash: an operation is cut into stripes, and each takes the channel that is free first. Data of reads leaves over
/// one link after the channel, data of writes comes in over another before it. An operation is complete with its last
/// stripe. O(stripes × channels) an operation.
/// </summary>
internal sealed class Flash : IDiskMedium
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly DiskFlashPlan _plan;
    private long[] _channelFreeAt;
    private long _readLinkFreeAt;
    private long _writeLinkFreeAt;

    /// <summary>Idle flash.</summary>
    public Flash(DiskFlashPlan plan)
    {
        _plan = plan;
        _channelFreeAt = new long[plan.Channels];
    }

    /// <inheritdoc/>
    public VirtualTime Serve(in DiskOperation operation, VirtualTime now, out bool fromBuffer)
    {
        fromBuffer = false;
        var complete = 0L;
        for (var left = operation.Bytes; left > 0; left -= _plan.StripeBytes)
        {
            var bytes = Math.Min(left, _plan.StripeBytes);
            complete = Math.Max(
                complete, operation.Write ? Write(bytes, now.Nanoseconds) : Read(bytes, now.Nanoseconds));
        }

        return VirtualTime.FromNanoseconds(complete);
    }

    /// <inheritdoc/>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _channelFreeAt);
        state.Value(ref _readLinkFreeAt);
        state.Value(ref _writeLinkFreeAt);
    }

    private long Read(long bytes, long now)
    {
        ref var channel = ref FirstFree();
        channel = Math.Max(now, channel) + _plan.ReadLatency.Nanoseconds;
        _readLinkFreeAt = Math.Max(channel, _readLinkFreeAt) + Time(bytes, _plan.ReadBytesPerSecond);
        return _readLinkFreeAt;
    }

    private long Write(long bytes, long now)
    {
        _writeLinkFreeAt = Math.Max(now, _writeLinkFreeAt) + Time(bytes, _plan.WriteBytesPerSecond);
        ref var channel = ref FirstFree();
        var start = Math.Max(_writeLinkFreeAt, channel);
        channel = start + _plan.WriteOccupancy.Nanoseconds;
        return start + _plan.WriteLatency.Nanoseconds;
    }

    private ref long FirstFree()
    {
        var first = 0;
        for (var i = 1; i < _channelFreeAt.Length; i++)
        {
            first = _channelFreeAt[i] < _channelFreeAt[first] ? i : first;
        }

        return ref _channelFreeAt[first];
    }

    /// <summary>Rounded up: a link never carries more than its rate.</summary>
    private static long Time(long bytes, long bytesPerSecond) =>
        ((bytes * NanosecondsPerSecond) + bytesPerSecond - 1) / bytesPerSecond;
}
