using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>Source: xoshiro256starstar.c by Blackman and Vigna, state 1, 2, 3, 4.</summary>
    [Fact]
    public void Draws_equal_the_published_generator()
    {
        var stream = WithState(1, 2, 3, 4);

        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.All(expected, value => Assert.Equal(value, stream.NextBits()));
    }

    /// <summary>Source: splitmix64.c by Vigna, state 1234567.</summary>
    [Fact]
    public void The_state_equals_the_published_seeding()
    {
        const ulong Mixed = 1_234_567;
        var seed = Mixed ^ StableHash.Of("c") ^ System.Numerics.BitOperations.RotateLeft(StableHash.Of("p"), 32);
        var stream = new RandomStream(seed, "c", "p");

        var expected = WithState(
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431);
        Assert.Equal(Draws(expected, 100), Draws(stream, 100));
    }

    [Fact]
    public void Heavy_tailed_draws_have_the_tail_and_the_mean_of_their_closed_form()
    {
        var stream = new RandomStream(1, "c", "p");
        const int Count = 200_000;
        var draws = Enumerable.Range(0, Count).Select(_ => stream.NextHeavyTailed(1_000, 14_500)).ToList();

        // Mean: 2 / (1/least + 1/most). Beyond twice the least: a quarter of all, less the part beyond the greatest.
        Assert.InRange(draws.Average(), 1_870 * 0.99, 1_871 * 1.01);
        Assert.InRange(draws.Count(draw => draw >= 2_000) / (double)Count, 0.243, 0.252);
        Assert.All(draws, draw => Assert.InRange(draw, 1_000, 14_500));
        Assert.InRange(draws.Max(), 13_000, 14_500);
    }

    [Fact]
    public void Heavy_tailed_draws_between_equal_ends_are_that_end()
    {
        var stream = new RandomStream(1, "c", "p");
        Assert.Equal(0, stream.NextHeavyTailed(0, 0));
        Assert.Equal(7, stream.NextHeavyTailed(7, 7));
    }

    [Fact]
    public void Seed_component_and_purpose_each_give_another_stream()
    {
        var first = new HashSet<ulong>();
        foreach (var seed in (ulong[])[0, 1, 2, ulong.MaxValue])
        {
            for (var component = 0; component < 100; component++)
            {
                foreach (var purpose in (string[])["arrivals", "costs", "jobs"])
                {
                    Assert.True(first.Add(new RandomStream(seed, $"host/domain/{component}", purpose).NextBits()));
                }
            }
        }
    }

    /// <summary>Independence: two streams of one seed agree in half of their bits, as chance would have it.</summary>
    [Fact]
    public void Streams_of_neighbours_are_uncorrelated()
    {
        const int Draws = 10_000;
        var left = new RandomStream(1, "host/domain/1", "arrivals");
        var right = new RandomStream(1, "host/domain/2", "arrivals");
        var equal = 0L;
        for (var i = 0; i < Draws; i++)
        {
            equal += 64 - System.Numerics.BitOperations.PopCount(left.NextBits() ^ right.NextBits());
        }

        // Mean 320 000, standard deviation 400: five of them.
        Assert.InRange(equal, 318_000, 322_000);
    }

    [Fact]
    public void A_stream_depends_on_nothing_but_its_name()
    {
        var alone = Draws(new RandomStream(5, "b", "x"), 10);
        _ = Draws(new RandomStream(5, "a", "x"), 7);

        Assert.Equal(alone, Draws(new RandomStream(5, "b", "x"), 10));
    }

    [Fact]
    public void Whole_numbers_stay_within_their_bounds() =>
        Gen.Select(Gen.ULong, Gen.Long[1, long.MaxValue]).Sample((seed, bound) =>
        {
            var stream = new RandomStream(seed, "c", "p");
            var below = stream.NextBelow(bound);
            var between = stream.NextBetween(-bound, -1);
            return below >= 0 && below < bound && between >= -bound && between <= -1;
        });

    [Fact]
    public void Every_whole_number_of_a_range_is_drawn_about_equally_often()
    {
        var stream = new RandomStream(1, "c", "p");
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[stream.NextBetween(1, 6) - 1]++;
        }

        // Standard deviation 91: five of them.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 457, 10_000 + 457));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_one_is_refused(long bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1, "c", "p").NextBelow(bound));

    [Fact]
    public void Exponential_draws_have_their_mean_and_their_tail()
    {
        const int Draws = 200_000;
        const long Mean = 1_000_000;
        var stream = new RandomStream(1, "c", "p");
        var sum = 0L;
        var beyondThreeMeans = 0;
        for (var i = 0; i < Draws; i++)
        {
            var draw = stream.NextExponential(Mean);
            Assert.True(draw >= 0);
            sum += draw;
            beyondThreeMeans += draw > 3 * Mean ? 1 : 0;
        }

        // Standard deviations: mean / √200 000 = 2 236, and √(200 000 × 0.0498 × 0.9502) = 97; five of each.
        Assert.InRange(sum / Draws, Mean - 11_180, Mean + 11_180);
        Assert.InRange(beyondThreeMeans, 9_957 - 487, 9_957 + 487);
    }

    private static ulong[] Draws(RandomStream stream, int count)
    {
        var draws = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            draws[i] = stream.NextBits();
        }

        return draws;
    }

    private static RandomStream WithState(params ulong[] words)
    {
        var save = StateTransfer.Save();
        foreach (var word in words)
        {
            var value = word;
            save.Value(ref value);
        }

        var stream = default(RandomStream);
        StateTransfer.Load(save.ToArray()).Value(ref stream);
        return stream;
    }
}
