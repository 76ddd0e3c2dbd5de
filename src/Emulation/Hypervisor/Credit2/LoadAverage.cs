namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>
/// The moving average of a load, in fixed point with 18 bits behind the point: over a window W, a load that held for
/// the last d ≤ W counts d / W, and what was before the rest.
/// </summary>
/// <remarks>Time counts in units of 1 024 ns, as in Xen; both products are rounded down.</remarks>
internal static class LoadAverage
{
    private const int PrecisionShift = 18;
    private const int TimeShift = 10;

    /// <summary>A load of 2 to the power of <paramref name="shift"/>, −18 or more.</summary>
    public static long OfOne(int shift = 0) => 1L << (PrecisionShift + shift);

    /// <summary>An instant in the units of this average.</summary>
    public static long TimeOf(long nanoseconds) => nanoseconds >> TimeShift;

    /// <summary>The average now.</summary>
    /// <param name="average">What it was when it was last updated.</param>
    /// <param name="load">How many vCPUs were runnable since.</param>
    /// <param name="elapsed">How long ago that was, by <see cref="TimeOf"/>.</param>
    /// <param name="windowShift">The window is 2 to this power of ns.</param>
    public static long After(long average, long load, long elapsed, int windowShift)
    {
        var shift = windowShift - TimeShift;
        var present = load << PrecisionShift;
        return elapsed > 1L << shift
            ? present
            : average + ((elapsed * present) >> shift) - ((elapsed * average) >> shift);
    }
}
