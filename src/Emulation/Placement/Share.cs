using System.Globalization;
using System.Numerics;

namespace Xenisol.Emulation.Placement;

/// <summary>
/// An exact part of one core: slice/period summed without rounding, so that full cores are exactly full.
/// </summary>
internal readonly struct Share
{
    private static readonly BigInteger Million = 1_000_000;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne;

    private Share(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    // Less one, so that the default value is 0/1.
    private BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>The part <paramref name="numerator"/>/<paramref name="denominator"/>; the latter is positive.</summary>
    public static Share Of(long numerator, long denominator) => new(numerator, denominator);

    public static Share operator +(Share left, Share right) => new(
        (left._numerator * right.Denominator) + (right._numerator * left.Denominator),
        left.Denominator * right.Denominator);

    public static Share operator -(Share left, Share right) => new(
        (left._numerator * right.Denominator) - (right._numerator * left.Denominator),
        left.Denominator * right.Denominator);

    public bool IsAtMost(Share limit) => _numerator * limit.Denominator <= limit._numerator * Denominator;

    /// <summary>In percent with two digits; towards zero.</summary>
    public override string ToString()
    {
        var hundredths = (long)(_numerator * Million / (Denominator * 100));
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{Math.Abs(hundredths % 100):00} %");
    }
}
