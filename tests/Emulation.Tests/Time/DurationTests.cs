using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Time;

public sealed class DurationTests
{
    [Fact]
    public void Factories_name_their_unit()
    {
        Assert.Equal(1, Duration.FromNanoseconds(1).Nanoseconds);
        Assert.Equal(1_000, Duration.FromMicroseconds(1).Nanoseconds);
        Assert.Equal(1_000_000, Duration.FromMilliseconds(1).Nanoseconds);
        Assert.Equal(1_000_000_000, Duration.FromSeconds(1).Nanoseconds);
    }

    [Fact]
    public void Lengths_beyond_64_bits_overflow_instead_of_wrapping()
    {
        const long MaxSeconds = long.MaxValue / 1_000_000_000;
        Assert.Equal(MaxSeconds * 1_000_000_000, Duration.FromSeconds(MaxSeconds).Nanoseconds);
        Assert.Throws<OverflowException>(() => Duration.FromSeconds(MaxSeconds + 1));
        Assert.Throws<OverflowException>(() => Duration.FromMilliseconds(long.MinValue));
        Assert.Throws<OverflowException>(() => Duration.FromMicroseconds(long.MaxValue));
        var longest = Duration.FromNanoseconds(long.MaxValue);
        Assert.Throws<OverflowException>(() => longest + Duration.FromNanoseconds(1));
        Assert.Throws<OverflowException>(() => longest * 2);
        Assert.Throws<OverflowException>(() => Duration.FromNanoseconds(long.MinValue) - Duration.FromNanoseconds(1));
    }

    [Theory]
    [InlineData(7, 2, 3)]
    [InlineData(-7, 2, -3)]
    [InlineData(6, 2, 3)]
    public void Division_counts_whole_times_towards_zero(long left, long right, long times) =>
        Assert.Equal(times, Duration.FromNanoseconds(left) / Duration.FromNanoseconds(right));

    [Fact]
    public void Comparison_follows_the_length()
    {
        var shorter = Duration.FromNanoseconds(-1);
        var longer = Duration.FromNanoseconds(1);

        Assert.True(shorter < longer && shorter <= longer && longer > shorter && longer >= shorter);
        Assert.False(longer < shorter || longer <= shorter);
        Assert.Equal(shorter, Duration.Min(longer, shorter));
        Assert.Equal(longer, Duration.Max(longer, shorter));
        Assert.True(shorter.CompareTo(longer) < 0);
    }

    [Fact]
    public void Text_carries_the_unit() => Assert.Equal("-1500 ns", Duration.FromNanoseconds(-1_500).ToString());
}
