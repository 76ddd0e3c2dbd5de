using System.Globalization;

namespace Xenisol.Client.Commands;

/// <summary>Which part of the requests is traced: one in so many.</summary>
internal static class SampleRate
{
    public const long DefaultOneIn = 100;

    /// <summary>The N of <c>1/N</c>, or the reciprocal of a number rounded to the nearest; null if it is neither.
    /// </summary>
    public static long? OneIn(string text)
    {
        if (text.StartsWith("1/", StringComparison.Ordinal))
        {
            return long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
                ? n
                : null;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is > 0.000_000_001m and <= 1
                ? (long)decimal.Round(1 / rate)
                : null;
    }
}
