using System.Globalization;

namespace Xenisol.Client.Xl;

/// <summary>Times as the verbs take and show them.</summary>
internal static class XlTime
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000)];

    /// <summary>The units, as messages list them.</summary>
    public const string UnitNames = "ns, us, ms or s";

    /// <summary>Nanoseconds of a time with its unit, such as <c>10ms</c>; null if it is none, or not exact.</summary>
    public static long? Parse(string text)
    {
        foreach (var (unit, nanoseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && decimal.TryParse(
                    text.AsSpan(0, text.Length - unit.Length),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number)
                && number <= long.MaxValue / nanoseconds
                && decimal.IsInteger(number * nanoseconds))
            {
                return (long)(number * nanoseconds);
            }
        }

        return null;
    }

    /// <summary>Seconds with one digit, as Xen shows CPU time; rounded to nearest.</summary>
    public static string Seconds(long nanoseconds) =>
        (nanoseconds / 1_000_000_000m).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds, all digits.</summary>
    public static string Milliseconds(long nanoseconds) =>
        (nanoseconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}
