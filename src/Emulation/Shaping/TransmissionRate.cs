using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// The time that bytes take at a rate, as Linux computes it: a multiplication by a 32-bit mantissa and a shift
/// (psched_ratecfg_precompute). It rounds towards zero with a relative error below 2⁻³¹.
/// </summary>
internal readonly record struct TransmissionRate
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long NanosecondsPerTick = 64;

    private readonly ulong _multiplier;
    private readonly int _shift;

    public TransmissionRate(long bitsPerSecond)
    {
        // tc keeps whole bytes per second, rounded down.
        BytesPerSecond = bitsPerSecond / 8;
        var factor = 1_000_000_000UL;
        while (true)
        {
            _multiplier = (uint)Math.Min(factor / (ulong)BytesPerSecond, uint.MaxValue);
            if ((_multiplier & (1UL << 31)) != 0 || (factor & (1UL << 63)) != 0)
            {
                return;
            }

            factor <<= 1;
            _shift++;
        }
    }

    /// <summary>The rate in bytes per second.</summary>
    public long BytesPerSecond { get; }

    /// <summary>The nanoseconds that <paramref name="bytes"/> take.</summary>
    public long CostNanoseconds(long bytes) => (long)(((ulong)bytes * _multiplier) >> _shift);

    /// <summary>
    /// The bucket that tc sets for a burst: whole microseconds, then whole 64-ns ticks, both rounded down.
    /// </summary>
    /// <param name="burstBytes">The burst; 0 means rate / 10⁹ s⁻¹ + 1 600 bytes (high-resolution timers).</param>
    public Duration Bucket(long burstBytes)
    {
        var bytes = burstBytes > 0 ? burstBytes : (BytesPerSecond / 1_000_000_000) + 1_600;
        var microseconds = (long)((Int128)bytes * MicrosecondsPerSecond / BytesPerSecond);

        // 15.625 ticks in a microsecond.
        return Duration.FromNanoseconds(microseconds * 125 / 8 * NanosecondsPerTick);
    }
}
