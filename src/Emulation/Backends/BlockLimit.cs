using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// The limits on the use of a virtual disk: a bucket of one request and a bucket of one largest request's bytes. A
/// request goes once both hold what it needs, as through <see cref="Shaping.TokenBucketFilter"/>, but through both at
/// the same instant.
/// </summary>
/// <remarks>
/// In any stretch of time there are at most 1 + rate × time requests, and at most 45 056 + rate × time bytes. Each
/// bucket is kept as the instant at which it will be full; costs in time are rounded up. All members have 64 bits, so
/// that nothing is padded.
/// </remarks>
internal struct BlockLimit
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private long _requestNanoseconds;
    private long _bitsPerSecond;
    private long _bucketNanoseconds;
    private long _requestsFullAt;
    private long _bytesFullAt;

    /// <summary>Full buckets.</summary>
    public BlockLimit(VirtualDiskPlan plan)
    {
        _bitsPerSecond = plan.BitsPerSecond;
        if (plan.RequestsPerSecond > 0)
        {
            _requestNanoseconds =
                (NanosecondsPerSecond + plan.RequestsPerSecond - 1) / plan.RequestsPerSecond;
        }

        _bucketNanoseconds = Cost(BlockBackend.RequestBytesMax);
    }

    /// <summary>Whether there is a limit.</summary>
    public readonly bool IsLimited => _requestNanoseconds > 0 || _bitsPerSecond > 0;

    /// <summary>Takes what a request needs out of both buckets, or neither.</summary>
    /// <param name="bytes">Its length, 1 to <see cref="BlockBackend.RequestBytesMax"/>.</param>
    /// <param name="now">The instant.</param>
    /// <param name="next">If it has to wait: until when.</param>
    public bool TryTake(long bytes, VirtualTime now, out VirtualTime next)
    {
        var cost = Cost(bytes);
        var requestAt = _requestsFullAt;
        var bytesAt = _bytesFullAt + cost - _bucketNanoseconds;
        var at = Math.Max(requestAt, bytesAt);
        if (at > now.Nanoseconds)
        {
            next = VirtualTime.FromNanoseconds(at);
            return false;
        }

        next = now;
        _requestsFullAt = Math.Max(_requestsFullAt, now.Nanoseconds) + _requestNanoseconds;
        _bytesFullAt = Math.Max(_bytesFullAt, now.Nanoseconds) + cost;
        return true;
    }

    private readonly long Cost(long bytes) => _bitsPerSecond == 0
        ? 0
        : (long)((((Int128)bytes * 8 * NanosecondsPerSecond) + _bitsPerSecond - 1) / _bitsPerSecond);
}
