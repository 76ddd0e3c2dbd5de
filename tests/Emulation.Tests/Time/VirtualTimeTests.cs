using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Time;

public sealed class VirtualTimeTests
{
    [Fact]
    public void Two_instants_differ_by_a_length()
    {
        var early = VirtualTime.FromNanoseconds(1_000);
        var late = early + Duration.FromMicroseconds(2);

        Assert.Equal(Duration.FromMicroseconds(2), late - early);
        Assert.Equal(Duration.FromMicroseconds(-2), early - late);
        Assert.Equal(early, late - Duration.FromMicroseconds(2));
        Assert.Equal("3000 ns", late.ToString());
    }

    [Fact]
    public void Nothing_comes_after_never()
    {
        Assert.True(VirtualTime.FromNanoseconds(long.MaxValue - 1) < VirtualTime.Never);
        Assert.Throws<OverflowException>(() => VirtualTime.Never + Duration.FromNanoseconds(1));
    }

    [Fact]
    public void Comparison_follows_time()
    {
        var early = VirtualTime.Zero;
        var late = VirtualTime.FromNanoseconds(1);

        Assert.True(early < late && early <= late && late > early && late >= early);
        Assert.False(late < early || late <= early);
        Assert.Equal(early, VirtualTime.Min(late, early));
        Assert.Equal(late, VirtualTime.Max(late, early));
        Assert.True(early.CompareTo(late) < 0);
    }
}
