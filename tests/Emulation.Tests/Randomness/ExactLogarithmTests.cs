using System.Numerics;
using CsCheck;
using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Tests.Randomness;

public sealed class ExactLogarithmTests
{
    private const int ModelBits = 128;

    [Fact]
    public void One_has_logarithm_zero_and_halves_add_ln_two()
    {
        Assert.Equal(0UL, ExactLogarithm.MinusLog(1UL << 63, 63));

        // ln 2 = 0.69314718055994530942, in units of 2⁻⁵⁸.
        Assert.Equal(0xB17217F7D1CF79ABUL >> 6, ExactLogarithm.MinusLog(1UL << 62, 63));
    }

    [Fact]
    public void Logarithms_equal_an_exact_series_to_the_last_bits() =>
        Gen.Select(Gen.ULong[1, 1UL << 62], Gen.Int[0, 62]).Sample((wide, shift) =>
        {
            var numerator = Math.Max(1, wide >> shift);
            var actual = ExactLogarithm.MinusLog(numerator, 63);
            var difference = BigInteger.Abs(actual - (MinusLogBySeries(numerator, 63) >> (ModelBits - 58)));
            Assert.True(difference <= 4, $"ln({numerator} / 2^63) is {difference} units of 2^-58 off.");
        });

    [Fact]
    public void Logarithms_equal_those_of_floating_point_within_its_precision() =>
        Gen.ULong[1, 1UL << 63].Sample(numerator =>
        {
            var actual = ExactLogarithm.MinusLog(numerator, 63) / Math.Pow(2, 58);
            var expected = -Math.Log(numerator / Math.Pow(2, 63));
            Assert.Equal(expected, actual, 1e-12);
        });

    [Fact]
    public void A_larger_number_never_has_a_larger_minus_logarithm() =>
        Gen.ULong[1, (1UL << 63) - 1].Sample(numerator =>
            ExactLogarithm.MinusLog(numerator + 1, 63) <= ExactLogarithm.MinusLog(numerator, 63));

    /// <summary>
    /// −ln(n / 2^bits) = (bits − w) ln 2 − 2 artanh((m − 1) / (m + 1)), with n = 2^w m; by power series.
    /// </summary>
    private static BigInteger MinusLogBySeries(ulong numerator, int bits)
    {
        var whole = BitOperations.Log2(numerator);
        var one = BigInteger.One << ModelBits;
        var mantissa = ((BigInteger)numerator << ModelBits) >> whole;
        var lnTwo = TwiceArtanh(one / 3);
        return ((bits - whole) * lnTwo) - TwiceArtanh(((mantissa - one) << ModelBits) / (mantissa + one));
    }

    private static BigInteger TwiceArtanh(BigInteger x)
    {
        var square = (x * x) >> ModelBits;
        var power = x;
        var sum = BigInteger.Zero;
        for (var i = 1; !power.IsZero; i += 2)
        {
            sum += power / i;
            power = (power * square) >> ModelBits;
        }

        return sum * 2;
    }
}
