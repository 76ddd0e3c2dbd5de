namespace Xenisol.Grains.Runs;

/// <summary>Ties virtual time to the wall clock: how far virtual time may have come by now.</summary>
internal sealed class Pacer(TimeProvider clock, double virtualSecondsPerSecond)
{
    private long _started;
    private long _virtualAtStart;

    public bool IsUnbound => virtualSecondsPerSecond <= 0;

    /// <summary>Begins anew at a boundary: at the start, and after a pause.</summary>
    public void Begin(long virtualNanoseconds)
    {
        _started = clock.GetTimestamp();
        _virtualAtStart = virtualNanoseconds;
    }

    /// <summary>The latest instant that is allowed now; towards zero.</summary>
    public long LimitNanoseconds()
    {
        if (IsUnbound)
        {
            return long.MaxValue;
        }

        var gone = clock.GetElapsedTime(_started).TotalSeconds * virtualSecondsPerSecond * 1e9;
        return gone >= long.MaxValue - _virtualAtStart ? long.MaxValue : _virtualAtStart + (long)gone;
    }
}
