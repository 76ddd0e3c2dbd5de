using CsCheck;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Emulation.Tests.Measurement;

/// <summary>Aim: nothing of an amount is lost, and each part is its share rounded down or up.</summary>
public sealed class LargestRemainderProperties
{
    [Fact]
    public void Parts_sum_up_to_the_amount_and_lie_within_one_of_the_share() =>
        Gen.Select(Gen.Long[0, long.MaxValue / 1_000], Gen.Long[0, 1_000_000].Array[1, 20]).Sample((amount, weights) =>
        {
            weights[0]++;
            var parts = LargestRemainder.Split(amount, weights);
            var sum = weights.Sum();
            return parts.Sum() == amount && parts.Zip(weights).All(pair =>
            {
                var exact = (Int128)amount * pair.Second;
                return pair.First >= exact / sum && pair.First <= (exact + sum - 1) / sum;
            });
        });

    [Fact]
    public void The_largest_remainders_get_what_is_left_and_the_first_among_equals()
    {
        Assert.Equal([1L, 5L, 4L], LargestRemainder.Split(10, [13, 44, 43]));
        Assert.Equal([4L, 3L, 3L], LargestRemainder.Split(10, [1, 1, 1]));
        Assert.Equal([0L, 7L], LargestRemainder.Split(7, [0, 5]));
    }
}
