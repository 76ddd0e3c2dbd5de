using Xenisol.Client.Reports;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Tests.Reports;

public class ReadableTests
{
    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(1_000, "1.00 µs")]
    [InlineData(9_994, "9.99 µs")]
    [InlineData(9_995, "10.0 µs")]
    [InlineData(99_949, "99.9 µs")]
    [InlineData(99_950, "100 µs")]
    [InlineData(999_499, "999 µs")]
    [InlineData(999_500, "1.00 ms")]
    [InlineData(1_500_000_000, "1.50 s")]
    [InlineData(3_600_000_000_000, "3600 s")]
    [InlineData(-1_500, "-1.50 µs")]
    public void A_time_has_three_digits_and_its_unit(long nanoseconds, string expected) =>
        Assert.Equal(expected, Readable.Time(Duration.FromNanoseconds(nanoseconds)));

    [Theory]
    [InlineData(125_000_000, 1, "1.00 Gbit/s")]
    [InlineData(6_250, 1, "50.0 kbit/s")]
    [InlineData(10, 10, "8 bit/s")]
    public void Throughput_is_bits_over_time(long bytes, long seconds, string expected) =>
        Assert.Equal(expected, Readable.Throughput(bytes, Duration.FromSeconds(seconds)));

    [Fact]
    public void Nothing_is_promised_over_no_time()
    {
        Assert.Equal("–", Readable.Throughput(10, Duration.Zero));
        Assert.Equal("–", Readable.Part(1, 0));
        Assert.Equal("–", Readable.Time((Duration?)null));
    }
}
