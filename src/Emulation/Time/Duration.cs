using System.Globalization;

namespace Xenisol.Emulation.Time;

/// <summary>A length of virtual time in whole nanoseconds; negative lengths are allowed.</summary>
public readonly record struct Duration : IComparable<Duration>
{
    /// <summary>No time at all.</summary>
    public static readonly Duration Zero;

    private Duration(long nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>The length in nanoseconds.</summary>
    public long Nanoseconds { get; }

    /// <summary>A length of <paramref name="nanoseconds"/> ns.</summary>
    public static Duration FromNanoseconds(long nanoseconds) => new(nanoseconds);

    /// <summary>A length of <paramref name="microseconds"/> µs.</summary>
    /// <exception cref="OverflowException">The length exceeds 64 bits (about 292 years).</exception>
    public static Duration FromMicroseconds(long microseconds) => new(checked(microseconds * 1_000));

    /// <summary>A length of <paramref name="milliseconds"/> ms.</summary>
    /// <exception cref="OverflowException">The length exceeds 64 bits (about 292 years).</exception>
    public static Duration FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000_000));

    /// <summary>A length of <paramref name="seconds"/> s.</summary>
    /// <exception cref="OverflowException">The length exceeds 64 bits (about 292 years).</exception>
    public static Duration FromSeconds(long seconds) => new(checked(seconds * 1_000_000_000));

    /// <summary>The sum of two lengths.</summary>
    public static Duration operator +(Duration left, Duration right) =>
        new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>The difference of two lengths.</summary>
    public static Duration operator -(Duration left, Duration right) =>
        new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>The length taken <paramref name="factor"/> times.</summary>
    public static Duration operator *(Duration length, long factor) => new(checked(length.Nanoseconds * factor));

    /// <summary>
    /// How many whole times <paramref name="right"/> fits into <paramref name="left"/>, towards zero.
    /// </summary>
    public static long operator /(Duration left, Duration right) => left.Nanoseconds / right.Nanoseconds;

    /// <summary>Whether the left length is shorter.</summary>
    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left length is longer.</summary>
    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left length is not longer.</summary>
    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left length is not shorter.</summary>
    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The shorter of two lengths.</summary>
    public static Duration Min(Duration left, Duration right) => left < right ? left : right;

    /// <summary>The longer of two lengths.</summary>
    public static Duration Max(Duration left, Duration right) => left > right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The length in nanoseconds with its unit, culture-free.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds} ns");
}
