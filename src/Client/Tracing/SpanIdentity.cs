namespace Xenisol.Client.Tracing;

/// <summary>
/// Identities of traces and spans, derived from the run's seed and the request: the same run has the same traces, and
/// two exports of it are equal. SplitMix64 spreads the bits.
/// </summary>
internal static class SpanIdentity
{
    /// <summary>The upper and lower half of a trace's identity; not both zero.</summary>
    public static (ulong High, ulong Low) OfTrace(ulong seed, long request)
    {
        var high = Mix(Mix(seed) ^ (ulong)request);
        var low = Mix(high ^ 0x7472_6163_6521_2121UL);
        return (high, low == 0 ? 1 : low);
    }

    /// <summary>The identity of a trace's span number <paramref name="index"/>; not zero.</summary>
    public static ulong OfSpan(ulong traceLow, int index)
    {
        var span = Mix(traceLow ^ Mix((ulong)index + 1));
        return span == 0 ? 1 : span;
    }

    /// <summary>Whether a request is among the one in so many that are traced.</summary>
    public static bool IsSampled(ulong seed, long request, long oneIn) =>
        Mix(Mix(seed ^ 0x7361_6d70_6c65_2121UL) ^ (ulong)request) % (ulong)oneIn == 0;

    // Wrapping arithmetic is the definition of SplitMix64.
    private static ulong Mix(ulong value) => unchecked(Finish(value + 0x9E37_79B9_7F4A_7C15UL));

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return value ^ (value >> 31);
        }
    }
}
