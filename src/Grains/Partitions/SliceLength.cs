using Xenisol.Emulation.Time;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// How much virtual time is advanced between two looks at the wall clock: doubled and halved to stay between 1 and 8 ms
/// of wall time. It moves boundaries only, and boundaries never change the digest.
/// </summary>
internal sealed class SliceLength
{
    private static readonly Duration Longest = Duration.FromSeconds(60);
    private static readonly TimeSpan TooQuick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TooSlow = TimeSpan.FromMilliseconds(8);

    private readonly Duration _shortest;

    public SliceLength(Duration shortest)
    {
        _shortest = shortest;
        Length = shortest;
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
