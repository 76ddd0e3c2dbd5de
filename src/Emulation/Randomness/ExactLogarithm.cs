using System.Numerics;

namespace Xenisol.Emulation.Randomness;

/// <summary>
/// Natural logarithms in fixed point, bit by bit, so that the last bit is the same on every platform: the last bit of
/// a floating-point logarithm is not.
/// </summary>
public static class ExactLogarithm
{
    /// <summary>Fraction bits of the results.</summary>
    public const int FractionBits = 58;

    /// <summary>ln 2 in units of 2⁻⁶⁴.</summary>
    private const ulong LnTwo = 0xB17217F7D1CF79ABUL;

    /// <summary>−ln(<paramref name="numerator"/> / 2^<paramref name="bits"/>) in units of 2⁻⁵⁸.</summary>
    /// <param name="numerator">In [1, 2^<paramref name="bits"/>].</param>
    /// <param name="bits">The denominator's exponent, at most 63.</param>
    public static ulong MinusLog(ulong numerator, int bits)
    {
        // log2 by repeated squaring: numerator = 2^whole × mantissa with mantissa in [1, 2).
        var whole = BitOperations.Log2(numerator);
        var mantissa = numerator << (63 - whole);
        var fraction = 0UL;
        for (var i = FractionBits - 1; i >= 0; i--)
        {
            var high = Math.BigMul(mantissa, mantissa, out var low);
            if (high >= 1UL << 63)
            {
                fraction |= 1UL << i;
                mantissa = high;
            }
            else
            {
                mantissa = (high << 1) | (low >> 63);
            }
        }

        var minusLogTwo = ((UInt128)(ulong)(bits - whole) << FractionBits) - fraction;
        return (ulong)((minusLogTwo * LnTwo) >> 64);
    }
}
