using System.Numerics;

namespace Xenisol.Emulation.Randomness;

/// <summary>
/// A stream of random numbers that belongs to one component and one purpose: xoshiro256**, seeded by SplitMix64 from
/// (seed, component, purpose). A new component shifts nobody else's draws. Plain data: it is saved with its owner.
/// </summary>
/// <remarks>Sources: Blackman and Vigna, <i>Scrambled linear pseudorandom number generators</i> (2021).</remarks>
public struct RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The stream of a component for a purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="component">The component's unique path.</param>
    /// <param name="purpose">What the draws are for, such as <c>arrivals</c>.</param>
    public RandomStream(ulong seed, string component, string purpose)
    {
        var state = seed ^ StableHash.Of(component) ^ BitOperations.RotateLeft(StableHash.Of(purpose), 32);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            // Wrapping arithmetic is the definition of the generator.
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A uniform whole number in [0, <paramref name="bound"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public long NextBelow(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Multiply-shift; the bias is below bound / 2⁶⁴ and the number of draws is always one.
        return (long)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>A uniform whole number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public long NextBetween(long low, long high) => low + NextBelow(checked(high - low + 1));

    /// <summary>An exponentially distributed whole number with the given mean, rounded down.</summary>
    public long NextExponential(long mean) =>
        (long)(((UInt128)(ulong)mean * ExactLogarithm.MinusLog((NextBits() >> 1) + 1, 63)) >> 58);

    /// <summary>
    /// A whole number in [<paramref name="least"/>, <paramref name="most"/>] whose density falls with the cube: one in
    /// a hundred is beyond ten times the least. The mean is the harmonic mean of the two. Rounded down.
    /// </summary>
    /// <param name="least">The least, at most <paramref name="most"/>.</param>
    /// <param name="most">The greatest, below 2⁴⁰; if it is not above the least, the least is returned undrawn.</param>
    public long NextHeavyTailed(long least, long most)
    {
        if (most <= least)
        {
            return least;
        }

        // P(X > x) falls from 1 to 0 as (least/x)² does from 1 to (least/most)², so X = least / √q with q uniform
        // between the two; q in units of 2⁻⁶⁴, its root in units of 2⁻³².
        var lowest = (UInt128)((ulong)least * (UInt128)(ulong)least << 64) / ((UInt128)(ulong)most * (ulong)most);
        var range = ulong.MaxValue - (ulong)lowest;
        var q = ulong.MaxValue - Math.BigMul(NextBits(), range, out _);
        return Math.Clamp((long)(((UInt128)(ulong)least << 32) / WholeRoot.Of(q)), least, most);
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            // Wrapping arithmetic is the definition of the generator.
            state += 0x9e3779b97f4a7c15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
            return z ^ (z >> 31);
        }
    }
}
