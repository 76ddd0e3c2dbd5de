using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Tests.Units;

public sealed class QuantityParserTests
{
    [Theory]
    [InlineData("0ns", 0)]
    [InlineData("1ns", 1)]
    [InlineData("10us", 10_000)]
    [InlineData("10µs", 10_000)]
    [InlineData("10ms", 10_000_000)]
    [InlineData("10 ms", 10_000_000)]
    [InlineData("0.1ms", 100_000)]
    [InlineData("1.000000001s", 1_000_000_001)]
    [InlineData("30min", 1_800_000_000_000)]
    [InlineData("1.5h", 5_400_000_000_000)]
    public void Durations_are_whole_nanoseconds(string text, long nanoseconds) =>
        Assert.Equal(nanoseconds, Parsed(text, Quantity.Duration));

    [Theory]
    [InlineData("1bit/s", 1)]
    [InlineData("64kbit/s", 64_000)]
    [InlineData("2.5Mbit/s", 2_500_000)]
    [InlineData("10Gbit/s", 10_000_000_000)]
    public void Rates_are_bits_per_second(string text, long rate) => Assert.Equal(rate, Parsed(text, Quantity.Rate));

    [Theory]
    [InlineData("1B", 1)]
    [InlineData("8KB", 8_000)]
    [InlineData("8KiB", 8_192)]
    [InlineData("0.5KiB", 512)]
    [InlineData("3MB", 3_000_000)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    public void Sizes_are_bytes(string text, long bytes) => Assert.Equal(bytes, Parsed(text, Quantity.Size));

    [Theory]
    [InlineData("20%", 200_000)]
    [InlineData("99.99%", 999_900)]
    [InlineData("0.0001%", 1)]
    public void Percentages_are_parts_per_million(string text, long ppm) =>
        Assert.Equal(ppm, Parsed(text, Quantity.Percentage));

    [Fact]
    public void Prices_are_millionths_of_a_dollar()
    {
        Assert.Equal(96_000, Parsed("0.096 USD/h", Quantity.PricePerHour));
        Assert.Equal(1, Parsed("0.000001 USD/GB", Quantity.PricePerGigabyte));
    }

    [Theory]
    [InlineData("400/s", 2_500_000)]
    [InlineData("300/s", 3_333_333)]
    [InlineData("600/s", 1_666_667)]
    [InlineData("0.5/s", 2_000_000_000)]
    [InlineData("5/min", 12_000_000_000)]
    [InlineData("1/h", 3_600_000_000_000)]
    [InlineData("1000000000/s", 1)]
    public void Request_rates_become_gaps_rounded_to_nearest(string text, long gap)
    {
        Assert.True(QuantityParser.TryParseGap(text, out long parsed, out string fault), fault);
        Assert.Equal(gap, parsed);
    }

    [Theory]
    [InlineData("0/s", "'0/s' must be more than 0; leave the load out for no requests.")]
    [InlineData("3000000000/s", "'3000000000/s' must not exceed 1000000000/s, one request a nanosecond.")]
    [InlineData("400", "'400' lacks its unit: a request rate is needed in /s, /min or /h, such as 400/s.")]
    [InlineData("400/ms", "'400/ms' has the unknown unit '/ms'; did you mean '/s'?")]
    public void Request_rates_are_refused_with_a_reason(string text, string reason)
    {
        Assert.False(QuantityParser.TryParseGap(text, out _, out string fault));
        Assert.Equal(reason, fault);
    }

    [Theory]
    [InlineData("10", "'10' lacks its unit: a duration is needed in ns, us, ms, s, min or h, such as 10ms.")]
    [InlineData("10Mbit/s", "'10Mbit/s' is a rate, but a duration is needed in ns, us, ms, s, min or h.")]
    [InlineData("10sm", "'10sm' has the unknown unit 'sm'; did you mean 'ms'?")]
    [InlineData("10parsecs", "'10parsecs' has the unknown unit 'parsecs'; units of a duration are: ns, us, ms, s,"
        + " min, h.")]
    [InlineData("0.3ns", "'0.3ns' is no whole number of nanoseconds.")]
    [InlineData("soon", "Found 'soon' where a duration is needed, such as 10ms.")]
    [InlineData("-1ms", "Found '-1ms' where a duration is needed, such as 10ms.")]
    [InlineData("1.ms", "Found '1.ms' where a duration is needed, such as 10ms.")]
    [InlineData(".5ms", "Found '.5ms' where a duration is needed, such as 10ms.")]
    [InlineData("1e3ms", "'1e3ms' has the unknown unit 'e3ms'; units of a duration are: ns, us, ms, s, min, h.")]
    [InlineData("1000000000000000000ns", "Found '1000000000000000000ns' where a duration is needed, such as 10ms.")]
    [InlineData("9999999999s", "'9999999999s' is too large for 64 bits.")]
    public void Durations_are_refused_with_a_reason(string text, string reason)
    {
        Assert.False(QuantityParser.TryParse(text, Quantity.Duration, out _, out string fault));
        Assert.Equal(reason, fault);
    }

    private static long Parsed(string text, Quantity quantity)
    {
        Assert.True(QuantityParser.TryParse(text, quantity, out long value, out string fault), fault);
        return value;
    }
}
