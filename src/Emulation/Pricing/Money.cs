using System.Globalization;

namespace Xenisol.Emulation.Pricing;

/// <summary>An amount of money in whole micro-units (millionths) of the scenario's one currency, US dollars.</summary>
public readonly record struct Money : IComparable<Money>
{
    /// <summary>Nothing.</summary>
    public static readonly Money Zero;

    private Money(long micros) => Micros = micros;

    /// <summary>The amount in millionths of a dollar.</summary>
    public long Micros { get; }

    /// <summary>An amount of <paramref name="micros"/> millionths of a dollar.</summary>
    public static Money FromMicros(long micros) => new(micros);

    /// <summary>The sum.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Micros + right.Micros));

    /// <summary>The difference.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Micros - right.Micros));

    /// <summary>Whether the left amount is less.</summary>
    public static bool operator <(Money left, Money right) => left.Micros < right.Micros;

    /// <summary>Whether the left amount is more.</summary>
    public static bool operator >(Money left, Money right) => left.Micros > right.Micros;

    /// <summary>Whether the left amount is not more.</summary>
    public static bool operator <=(Money left, Money right) => left.Micros <= right.Micros;

    /// <summary>Whether the left amount is not less.</summary>
    public static bool operator >=(Money left, Money right) => left.Micros >= right.Micros;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Micros.CompareTo(other.Micros);

    /// <summary>The amount in dollars with six digits, culture-free.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Micros < 0 ? "-" : "")}{Math.Abs(Micros) / 1_000_000}.{Math.Abs(Micros) % 1_000_000:D6} USD");
}
