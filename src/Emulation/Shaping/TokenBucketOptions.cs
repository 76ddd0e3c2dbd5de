using System.Globalization;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>A token bucket filter as <c>tc qdisc add … tbf</c> describes it.</summary>
public sealed record TokenBucketOptions
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The rate in bits per second; at least 8.</summary>
    public required long RateBitsPerSecond { get; init; }

    /// <summary>The bucket in bytes, 1 to 2³² − 1; a longer packet is dropped.</summary>
    public required long BurstBytes { get; init; }

    /// <summary>Bytes that may wait; a packet that would go beyond is dropped.</summary>
    public required long LimitBytes { get; init; }

    /// <summary>The rate at which a burst is played out, in bits per second, above the rate; 0: as fast as asked.
    /// </summary>
    public long PeakRateBitsPerSecond { get; init; }

    /// <summary>tc's mtu: the bucket of the peak rate in bytes, 1 to 2³² − 1; a longer packet is dropped. Without a
    /// peak rate it has no meaning.</summary>
    public long PeakBurstBytes { get; init; }

    /// <summary>The limit that tc computes from a latency: what the bucket and the rate let through within it, or the
    /// peak's bucket and the peak rate if that is less.</summary>
    /// <param name="latency">The longest that a packet may wait.</param>
    public long LimitFor(Duration latency)
    {
        var limit = Within(RateBitsPerSecond, latency) + BurstBytes;
        return PeakRateBitsPerSecond == 0
            ? limit
            : Math.Min(limit, Within(PeakRateBitsPerSecond, latency) + PeakBurstBytes);
    }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        Check(RateBitsPerSecond >= 8, $"The rate of a tbf is {RateBitsPerSecond} bit/s; it must be at least 8.");
        Check(
            BurstBytes is > 0 and <= uint.MaxValue,
            $"The burst of a tbf is {BurstBytes} bytes; it must be in 1 to {uint.MaxValue}.");
        Check(LimitBytes >= 0, $"The limit of a tbf is {LimitBytes} bytes; it must be 0 or more.");
        Check(
            PeakRateBitsPerSecond == 0 || PeakRateBitsPerSecond / 8 > RateBitsPerSecond / 8,
            $"A tbf's peak rate, {PeakRateBitsPerSecond} bit/s, must be above its rate, {RateBitsPerSecond} bit/s.");
        Check(
            PeakRateBitsPerSecond == 0 || PeakBurstBytes is > 0 and <= uint.MaxValue,
            $"The mtu of a tbf with a peak rate is {PeakBurstBytes} bytes; it must be in 1 to {uint.MaxValue}.");
        return faults;

        void Check(bool holds, FormattableString fault)
        {
            if (!holds)
            {
                faults.Add(fault.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static long Within(long bitsPerSecond, Duration time) =>
        (long)((Int128)(bitsPerSecond / 8) * time.Nanoseconds / NanosecondsPerSecond);
}
