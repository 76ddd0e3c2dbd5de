namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>
/// A distribution of waits or responses: how often each occurred, which gives exact percentiles in memory that grows
/// with their variety and not with their number. Beyond the run's <see cref="Room"/> percentiles are given up.
/// </summary>
internal sealed class LatencyCounts(LatencyCounts.Room room)
{
    private Dictionary<long, long>? _counts = [];
    private Int128 _sum;

    /// <summary>How many samples.</summary>
    public long Count { get; private set; }

    /// <summary>The least, in ns; <see cref="long.MaxValue"/> without any.</summary>
    public long Min { get; private set; } = long.MaxValue;

    /// <summary>The greatest, in ns; 0 without any.</summary>
    public long Max { get; private set; }

    /// <summary>The mean, rounded to nearest; a half goes up. Needs a sample.</summary>
    public long Mean => (long)((_sum + (Count / 2)) / Count);

    /// <summary>Whether the percentiles are known.</summary>
    public bool HasPercentiles => _counts is not null;

    public void Add(long sample)
    {
        Count++;
        _sum += sample;
        Min = Math.Min(Min, sample);
        Max = Math.Max(Max, sample);
        if (_counts is null)
        {
            return;
        }

        ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _counts, sample, out bool known);
        count++;
        if (!known && --room.Left < 0)
        {
            _counts = null;
        }
    }

    /// <summary>Percentiles of nearest rank: element ⌈X·n⌉ of the sorted list, counted from 1; needs a sample.
    /// </summary>
    /// <param name="percents">Which, in ascending order.</param>
    public long[] Percentiles(params ReadOnlySpan<int> percents)
    {
        long[] found = new long[percents.Length];
        (int next, long below) = (0, 0);
        foreach ((long value, long count) in _counts!.OrderBy(one => one.Key))
        {
            below += count;
            while (next < percents.Length && below >= ((Int128)percents[next] * Count + 99) / 100)
            {
                found[next++] = value;
            }
        }

        return found;
    }

    /// <summary>How many different samples a run may still hold: 40 bytes each, 160 MB in all.</summary>
    internal sealed class Room
    {
        public int Left { get; set; } = 4_000_000;
    }
}
