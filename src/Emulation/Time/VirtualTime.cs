using System.Globalization;

namespace Xenisol.Emulation.Time;

/// <summary>An instant of virtual time: whole nanoseconds since the start of the run, never negative.</summary>
/// <remarks>Two instants have a difference (<see cref="Duration"/>) but no sum.</remarks>
public readonly record struct VirtualTime : IComparable<VirtualTime>
{
    /// <summary>The start of every run.</summary>
    public static readonly VirtualTime Zero;

    /// <summary>Later than any instant that is reached; arming a timer for it cancels the timer.</summary>
    public static readonly VirtualTime Never = new(long.MaxValue);

    private VirtualTime(long nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>Nanoseconds since the start of the run.</summary>
    public long Nanoseconds { get; }

    /// <summary>The instant <paramref name="nanoseconds"/> ns after the start.</summary>
    public static VirtualTime FromNanoseconds(long nanoseconds) => new(nanoseconds);

    /// <summary>The instant that lies <paramref name="length"/> after <paramref name="instant"/>.</summary>
    /// <exception cref="OverflowException">The instant exceeds 64 bits (about 292 years).</exception>
    public static VirtualTime operator +(VirtualTime instant, Duration length) =>
        new(checked(instant.Nanoseconds + length.Nanoseconds));

    /// <summary>The instant that lies <paramref name="length"/> before <paramref name="instant"/>.</summary>
    public static VirtualTime operator -(VirtualTime instant, Duration length) =>
        new(checked(instant.Nanoseconds - length.Nanoseconds));

    /// <summary>The length from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static Duration operator -(VirtualTime left, VirtualTime right) =>
        Duration.FromNanoseconds(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(VirtualTime left, VirtualTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(VirtualTime left, VirtualTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left instant is not later.</summary>
    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left instant is not earlier.</summary>
    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The earlier of two instants.</summary>
    public static VirtualTime Min(VirtualTime left, VirtualTime right) => left < right ? left : right;

    /// <summary>The later of two instants.</summary>
    public static VirtualTime Max(VirtualTime left, VirtualTime right) => left > right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(VirtualTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The instant in nanoseconds with its unit, culture-free.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds} ns");
}
