namespace Xenisol.Emulation.Hypervisor;

/// <summary>The lock of a run queue that several cores share: whoever asks first gets it first.</summary>
internal struct QueueLock
{
    /// <summary>When everybody who asked so far will be through.</summary>
    public long FreeAtNanoseconds;

    /// <summary>Takes the lock for a time.</summary>
    /// <param name="now">When it is asked for, in ns.</param>
    /// <param name="hold">For how long, in ns.</param>
    /// <returns>When it is got, in ns.</returns>
    public long Take(long now, long hold)
    {
        var got = Math.Max(now, FreeAtNanoseconds);
        FreeAtNanoseconds = got + hold;
        return got;
    }
}
