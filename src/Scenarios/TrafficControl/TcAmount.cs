using System.Globalization;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>Numbers as tc writes them (iproute2, lib/utils.c).</summary>
internal static class TcAmount
{
    // Suffixes of rates: bits of powers of 1000 and 1024, and bytes ("bps") of the same.
    private static readonly (string Suffix, decimal Bits)[] Rates =
    [
        ("kibit", 1_024m), ("mibit", 1_048_576m), ("gibit", 1_073_741_824m), ("tibit", 1_099_511_627_776m),
        ("kbit", 1_000m), ("mbit", 1_000_000m), ("gbit", 1_000_000_000m), ("tbit", 1_000_000_000_000m),
        ("kibps", 8_192m), ("mibps", 8_388_608m), ("gibps", 8_589_934_592m), ("tibps", 8_796_093_022_208m),
        ("kbps", 8_000m), ("mbps", 8_000_000m), ("gbps", 8_000_000_000m), ("tbps", 8_000_000_000_000m),
        ("bit", 1m), ("bps", 8m),
    ];

    // Suffixes of sizes: powers of 1024 throughout.
    private static readonly (string Suffix, decimal Bytes)[] Sizes =
    [
        ("kbit", 128m), ("mbit", 131_072m), ("gbit", 134_217_728m),
        ("kb", 1_024m), ("mb", 1_048_576m), ("gb", 1_073_741_824m),
        ("k", 1_024m), ("m", 1_048_576m), ("g", 1_073_741_824m), ("b", 1m),
    ];

    // Suffixes of times; microseconds without one.
    private static readonly (string Suffix, decimal Nanoseconds)[] Times =
    [
        ("msecs", 1_000_000m), ("msec", 1_000_000m), ("ms", 1_000_000m),
        ("usecs", 1_000m), ("usec", 1_000m), ("us", 1_000m),
        ("secs", 1_000_000_000m), ("sec", 1_000_000_000m), ("s", 1_000_000_000m), ("", 1_000m),
    ];

    /// <summary>A rate in bits per second; without suffix bits too. Fractions of a bit are cut off.</summary>
    public static bool TryRate(string text, out long bitsPerSecond) => TryScaled(text, Rates, out bitsPerSecond);

    /// <summary>A size in bytes; the cell size of <c>burst SIZE/CELL</c> has no effect and may follow.</summary>
    public static bool TrySize(string text, out long bytes)
    {
        int cell = text.IndexOf('/', StringComparison.Ordinal);
        return TryScaled(cell < 0 ? text : text[..cell], Sizes, out bytes);
    }

    /// <summary>A time in nanoseconds; without suffix in microseconds.</summary>
    public static bool TryTime(string text, out long nanoseconds) => TryScaled(text, Times, out nanoseconds);

    /// <summary>A handle or class id: two hexadecimal numbers with a colon between, each of which may be left out.
    /// </summary>
    public static bool TryHandle(string text, out int major, out int minor)
    {
        (major, minor) = (0, 0);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && TryHex(text[..colon], out major) && TryHex(text[(colon + 1)..], out minor);
    }

    /// <summary>A hexadecimal number of 16 bits, with or without 0x; nothing is 0.</summary>
    public static bool TryHex(string text, out int value)
    {
        string digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        value = 0;
        return digits.Length == 0 || (int.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            && value is >= 0 and <= 0xFFFF);
    }

    private static bool TryScaled(string text, (string Suffix, decimal Factor)[] units, out long value)
    {
        decimal factor = 1;
        string number = text;
        foreach ((string suffix, decimal scale) in units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                (number, factor) = (text[..^suffix.Length], scale);
                break;
            }
        }

        value = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal parsed)
            || parsed * factor > long.MaxValue)
        {
            return false;
        }

        value = (long)(parsed * factor);
        return true;
    }
}
