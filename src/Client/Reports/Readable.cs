using System.Globalization;

using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>Quantities as people read them: three significant digits and a unit, culture-free.</summary>
internal static class Readable
{
    /// <summary>What stands where nothing was promised or measured.</summary>
    public const string Nothing = "–";

    private static readonly string[] BitUnits = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];
    private static readonly string[] TimeUnits = ["ns", "µs", "ms", "s"];

    public static string Time(Duration? length) => length is { } known ? Time(known) : Nothing;

    public static string Time(Duration length) => Scaled(length.Nanoseconds, TimeUnits);

    public static string BitsPerSecond(long rate) => Scaled(rate, BitUnits);

    /// <summary>Bytes over a time as a rate; nothing if the time is zero.</summary>
    public static string Throughput(long bytes, Duration time) =>
        time <= Duration.Zero ? Nothing : BitsPerSecond(BitsPerSecondOf(bytes, time));

    /// <summary>Bits per second, rounded down.</summary>
    public static long BitsPerSecondOf(long bytes, Duration time) =>
        time <= Duration.Zero ? 0 : (long)((Int128)bytes * 8_000_000_000 / time.Nanoseconds);

    /// <summary>All six digits: what stands in the books is what stands in the table.</summary>
    public static string Dollars(Money amount) => amount.ToString().Replace(" USD", "", StringComparison.Ordinal);

    public static string Percent(long partsPerMillion) =>
        string.Create(CultureInfo.InvariantCulture, $"{partsPerMillion / 10_000m:0.##} %");

    /// <summary>A part of a whole in percent; nothing if the whole is zero.</summary>
    public static string Part(long part, long whole) =>
        whole <= 0 ? Nothing : string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:0.0} %");

    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>Events per second with a metric prefix.</summary>
    public static string PerSecond(double rate) =>
        rate >= 1e6 ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.00} M/s")
        : rate >= 1e3 ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e3:0.0} k/s")
        : string.Create(CultureInfo.InvariantCulture, $"{rate:0} /s");

    private static string Scaled(long value, string[] units)
    {
        decimal scaled = value;
        var unit = 0;
        // 999.5 would be rounded to 1000 of its unit.
        while (Math.Abs(scaled) >= 999.5m && unit < units.Length - 1)
        {
            scaled /= 1_000;
            unit++;
        }

        var magnitude = Math.Abs(scaled);
        var format = unit == 0 || magnitude >= 99.95m ? "0" : magnitude >= 9.995m ? "0.0" : "0.00";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(scaled == 0 ? "0" : scaled.ToString(format, CultureInfo.InvariantCulture))} {units[unit]}");
    }
}
