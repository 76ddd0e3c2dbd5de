using System.Numerics;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// A distribution of latencies with three significant digits: below 2 048 ns each nanosecond has its own count, above
/// each power of two is split into 1 024 equal parts (log-linear, as HdrHistogram). A reported percentile is the upper
/// end of its part, so that it is never too low, and too high by less than 1/1 024 of itself.
/// </summary>
/// <remarks>Recording is O(1) and allocates nothing; the array has its full size (216 KiB) from the start. Where there
/// are many distributions, fewer bits make each smaller and coarser: 58 KiB and 1/256 with 8.</remarks>
public sealed class LatencyHistogram
{
    /// <summary>How many samples must lie beyond a percentile for it to be reported.</summary>
    public const int SamplesBeyond = 10;

    // Up to 2³⁶ ns, about 69 s; longer ones share the last part, and the greatest is kept exactly.
    private const int LongestBits = 36;
    private const int Millionths = 1_000_000;

    private readonly int _partBits;
    private readonly long[] _counts;
    private long _samples;
    private long _max;
    private Int128 _sum;

    /// <summary>A distribution without samples.</summary>
    /// <param name="partBits">Each power of two is split into 2 to the power of so many parts; 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few bits, or too many.</exception>
    public LatencyHistogram(int partBits = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partBits, 16);
        _partBits = partBits;
        _counts = new long[(LongestBits - partBits + 1) << partBits];
    }

    /// <summary>How many samples were recorded.</summary>
    public long Samples => _samples;

    /// <summary>The greatest sample, exactly; zero if there is none.</summary>
    public Duration Max => Duration.FromNanoseconds(_max);

    /// <summary>The mean of all samples, exactly, rounded down to a nanosecond; zero if there is none.</summary>
    public Duration Mean => Duration.FromNanoseconds(_samples == 0 ? 0 : (long)(_sum / _samples));

    /// <summary>Counts a latency.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Record(Duration latency)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(latency.Nanoseconds);
        _counts[IndexOf(latency.Nanoseconds)]++;
        _samples++;
        _sum += latency.Nanoseconds;
        _max = Math.Max(_max, latency.Nanoseconds);
    }

    /// <summary>Counts all samples of another distribution of as many bits too.</summary>
    public void Add(LatencyHistogram other)
    {
        Invariant.Holds(other._partBits == _partBits);
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        _samples += other._samples;
        _sum += other._sum;
        _max = Math.Max(_max, other._max);
    }

    /// <summary>A percentile by nearest rank: the ⌈n × p⌉-th smallest of n samples.</summary>
    /// <param name="millionths">The percentile p in parts per million, such as 990 000; in 1 to 1 000 000.</param>
    /// <returns>The percentile, or null with fewer than <see cref="SamplesBeyond"/> samples beyond it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is not in range.</exception>
    public Duration? Percentile(int millionths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millionths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(millionths, Millionths);
        var rank = RankOf(millionths);
        return _samples - rank < SamplesBeyond ? null : Quantile(millionths);
    }

    /// <summary>As <see cref="Percentile"/>, however few samples lie beyond: for drawing, not for judging.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is not in range, or there is no sample.</exception>
    public Duration Quantile(int millionths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millionths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(millionths, Millionths);
        ArgumentOutOfRangeException.ThrowIfZero(_samples);
        var rank = RankOf(millionths);
        var index = -1;
        for (var passed = 0L; passed < rank; passed += _counts[index])
        {
            index++;
        }

        var upper = index == _counts.Length - 1 ? _max : UpperEnd(index);
        return Duration.FromNanoseconds(Math.Min(upper, _max));
    }

    /// <summary>The distribution as the report shows it; null without samples.</summary>
    public LatencyReport? Report() => _samples == 0
        ? null
        : new LatencyReport(_samples, Percentile(500_000), Percentile(990_000), Percentile(999_000), Max);

    /// <summary>Saves or loads all counts; only parts up to the greatest in use are written.</summary>
    public void Transfer(StateTransfer state)
    {
        var used = _counts.AsSpan().TrimEnd(0L).ToArray();
        state.Array(ref used);
        _counts.AsSpan().Clear();
        used.CopyTo(_counts.AsSpan());
        state.Value(ref _samples);
        state.Value(ref _max);
        state.Value(ref _sum);
    }

    private long RankOf(int millionths) =>
        (long)((((Int128)_samples * millionths) + Millionths - 1) / Millionths);

    private int IndexOf(long nanoseconds)
    {
        if (nanoseconds >> LongestBits != 0)
        {
            nanoseconds = (1L << LongestBits) - 1;
        }

        var shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds) - _partBits);
        return (shift << _partBits) + (int)(nanoseconds >> shift);
    }

    private long UpperEnd(int index)
    {
        var shift = Math.Max(0, (index >> _partBits) - 1);
        var part = (long)(index - (shift << _partBits));
        return ((part + 1) << shift) - 1;
    }
}
