namespace Xenisol.Emulation.Measurement;

/// <summary>
/// Splits a whole amount in proportion to weights into whole parts whose sum is the amount (Hamilton's method): each
/// part is rounded down, and what is left goes, one by one, to the largest remainders; among equals to the first.
/// </summary>
internal static class LargestRemainder
{
    /// <summary>The parts, by weight. O(n log n).</summary>
    /// <param name="amount">Not negative.</param>
    /// <param name="weights">None negative; at least one positive.</param>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var parts = new long[weights.Count];
        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, remainder) = Int128.DivRem((Int128)amount * weights[i], sum);
            parts[i] = (long)part;
            left -= parts[i];
            remainders[i] = (-remainder, i);
        }

        Array.Sort(remainders);
        for (var i = 0; i < left; i++)
        {
            parts[remainders[i].Index]++;
        }

        return parts;
    }
}
