using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

public class LatencyHistogramTests
{
    [Fact]
    public void Without_samples_there_is_no_report() => Assert.Null(new LatencyHistogram().Report());

    [Theory]
    [InlineData(19, 500_000, null)]
    [InlineData(20, 500_000, 10L)]
    [InlineData(999, 990_000, null)]
    [InlineData(1_000, 990_000, 990L)]
    [InlineData(9_999, 999_000, null)]
    public void A_percentile_needs_ten_samples_beyond_it(int samples, int millionths, long? expected)
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= samples; i++)
        {
            histogram.Record(Duration.FromNanoseconds(i));
        }

        Assert.Equal(expected, histogram.Percentile(millionths)?.Nanoseconds);
    }

    [Fact]
    public void Ten_thousand_samples_show_every_figure_of_the_report()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 10_000; i++)
        {
            histogram.Record(Duration.FromNanoseconds(i % 2_000));
        }

        Assert.Equal(
            new LatencyReport(10_000, Ns(999), Ns(1_979), Ns(1_997), Ns(1_999)), histogram.Report());
        static Duration Ns(long value) => Duration.FromNanoseconds(value);
    }

    [Fact]
    public void Longest_latencies_are_counted_and_their_maximum_is_exact()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 30; i++)
        {
            histogram.Record(Duration.FromSeconds(1_000 + i));
        }

        Assert.Equal(Duration.FromSeconds(1_029), histogram.Max);
        Assert.Equal(Duration.FromSeconds(1_029), histogram.Percentile(500_000));
    }

    [Fact]
    public void Negative_latencies_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new LatencyHistogram().Record(Duration.FromNanoseconds(-1)));

    [Fact]
    public void Loading_brings_back_what_was_saved()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0L; i < 5_000; i++)
        {
            histogram.Record(Duration.FromNanoseconds(i * i));
        }

        var save = StateTransfer.Save();
        histogram.Transfer(save);
        var loaded = new LatencyHistogram();
        loaded.Record(Duration.FromSeconds(50));
        var load = StateTransfer.Load(save.ToArray());
        loaded.Transfer(load);
        load.Finish();
        Assert.Equal(histogram.Report(), loaded.Report());
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(Duration.Zero);
        Assert.Equal(0, Allocation.Of(Record));

        void Record()
        {
            for (var i = 0L; i < 10_000; i++)
            {
                histogram.Record(Duration.FromNanoseconds(i * 7_919));
            }
        }
    }
}
