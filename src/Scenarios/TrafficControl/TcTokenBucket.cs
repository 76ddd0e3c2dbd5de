using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>Reads the options of <c>tc qdisc add … root tbf</c>.</summary>
internal static class TcTokenBucket
{
    private const long LatencyMin = 1_000;
    private const long LatencyMax = 60_000_000_000;

    /// <summary>Reads them.</summary>
    /// <param name="words">The rest of the command.</param>
    /// <param name="frameBytes">The longest frame; a bucket that never holds it would let nothing through.</param>
    public static TokenBucketOptions Read(TcWords words, long frameBytes)
    {
        TokenBucketOptions bucket = new() { RateBitsPerSecond = 0, BurstBytes = 0, LimitBytes = 0 };
        long latency = 0;
        while (!words.AtEnd)
        {
            string option = words.Take("an option");
            switch (option)
            {
                case "rate":
                    bucket = bucket with { RateBitsPerSecond = words.Rate(option) };
                    break;
                case "burst" or "buffer" or "maxburst":
                    bucket = bucket with { BurstBytes = Frame(words, option, frameBytes) };
                    break;
                case "limit":
                    bucket = bucket with { LimitBytes = Frame(words, option, frameBytes) };
                    break;
                case "latency":
                    latency = words.Nanoseconds(option, LatencyMin, LatencyMax);
                    break;
                case "peakrate":
                    bucket = bucket with { PeakRateBitsPerSecond = words.Rate(option) };
                    break;
                case "mtu" or "minburst":
                    bucket = bucket with { PeakBurstBytes = Frame(words, option, frameBytes) };
                    break;
                default:
                    throw new FormatException(
                        $"has '{option}'; a tbf takes rate, burst, limit, latency, peakrate and mtu here.");
            }
        }

        Check(bucket, latency > 0);
        return latency > 0 ? bucket with { LimitBytes = bucket.LimitFor(Duration.FromNanoseconds(latency)) } : bucket;
    }

    // What tc itself refuses.
    private static void Check(TokenBucketOptions bucket, bool hasLatency)
    {
        bool hasPeak = bucket.PeakRateBitsPerSecond > 0;
        string? fault =
            bucket.RateBitsPerSecond == 0 ? "has no 'rate'."
            : bucket.BurstBytes == 0 ? "has no 'burst'."
            : bucket.LimitBytes > 0 == hasLatency
                ? "must have one of 'limit', the bytes that may wait, and 'latency', the longest that they may."
            : hasPeak && bucket.PeakBurstBytes == 0 ? "has 'peakrate', but no 'mtu', its bucket."
            : bucket.Faults() is [string first, ..] ? $"sets up no valid tbf: {first}"
            : null;
        if (fault is not null)
        {
            throw new FormatException(fault);
        }
    }

    private static long Frame(TcWords words, string option, long frameBytes)
    {
        long size = words.Size(option);
        return size >= frameBytes
            ? size
            : throw new FormatException($"has {option} of {size} bytes; it must hold a frame of {frameBytes} bytes.");
    }
}
