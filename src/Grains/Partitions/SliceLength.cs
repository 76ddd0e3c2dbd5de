using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// How much virtual time is advanced between two looks at the wall clock: doubled and halved to stay between 1 and 8 ms
/// of wall time. It moves boundaries only, and boundaries never change the digest.
/// </summary>
internal sealed class SliceLength
{
    /// <summary>However quick the last one was: the next may be the busiest of the run.</summary>
    public static readonly Duration Longest = Duration.FromMilliseconds(20);

    private static readonly TimeSpan TooQuick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TooSlow = TimeSpan.FromMilliseconds(8);

    private readonly Duration _shortest;

    public SliceLength(Duration shortest)
    {
        _shortest = Duration.Min(shortest, Longest);
        Length = _shortest;
    }

    public Duration Length { get; private set; }

    public void Adapt(TimeSpan took)
    {
        if (took < TooQuick)
        {
            Length = Duration.Min(Longest, Length * 2);
        }
        else if (took > TooSlow)
        {
            Length = Duration.Max(_shortest, Duration.FromNanoseconds(Length.Nanoseconds / 2));
        }
    }
}
