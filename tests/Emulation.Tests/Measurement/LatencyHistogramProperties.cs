using CsCheck;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

public class LatencyHistogramProperties
{
    // Latencies of every magnitude up to 2³⁵ ns.
    private static readonly Gen<long> Latency = Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[28, 62])
        .Select((bits, shift) => bits >> shift);

    [Fact]
    public void Percentiles_equal_the_nearest_rank_within_three_digits() =>
        Gen.Select(Latency.Array[20, 2_000], Gen.Int[1, 1_000_000]).Sample((samples, millionths) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var sample in samples)
            {
                histogram.Record(Duration.FromNanoseconds(sample));
            }

            var sorted = samples.Order().ToArray();
            var rank = (int)Math.Ceiling(samples.Length * (decimal)millionths / 1_000_000);
            Assert.Equal(sorted[^1], histogram.Max.Nanoseconds);
            Assert.Equal(samples.Length, histogram.Samples);
            if (samples.Length - rank < 10)
            {
                Assert.Null(histogram.Percentile(millionths));
                return;
            }

            var exact = sorted[rank - 1];
            Assert.InRange(histogram.Percentile(millionths)!.Value.Nanoseconds, exact, exact + (exact / 1_024));
        });
}
