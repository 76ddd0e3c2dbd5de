using System.Globalization;

namespace Xenisol.Scenarios.Units;

/// <summary>A kind of quantity that scenarios write with a unit; held as a whole number of its base unit.</summary>
internal sealed class Quantity
{
    public static readonly Quantity Duration = new("a duration", "10ms", "nanoseconds",
    [
        new("ns", 1), new("us", 1_000), new("ms", 1_000_000), new("s", 1_000_000_000), new("min", 60_000_000_000),
        new("h", 3_600_000_000_000), new("µs", 1_000), new("μs", 1_000),
    ]);

    public static readonly Quantity Rate = new("a rate", "100Mbit/s", "bits per second",
    [
        new("bit/s", 1), new("kbit/s", 1_000), new("Mbit/s", 1_000_000), new("Gbit/s", 1_000_000_000),
    ]);

    public static readonly Quantity Size = new("a size", "8KiB", "bytes",
    [
        new("B", 1), new("KB", 1_000), new("KiB", 1_024), new("MB", 1_000_000), new("MiB", 1_048_576),
        new("GB", 1_000_000_000), new("GiB", 1_073_741_824),
    ]);

    /// <summary>Base unit: requests per hour.</summary>
    public static readonly Quantity RequestRate = new("a request rate", "400/s", "requests per hour",
    [
        new("/s", 3_600), new("/min", 60), new("/h", 1),
    ]);

    public static readonly Quantity Percentage = new("a percentage", "20%", "parts per million",
    [
        new("%", 10_000),
    ]);

    public static readonly Quantity PricePerHour = new("a price per hour", "0.096 USD/h", "millionths of a dollar",
    [
        new("USD/h", 1_000_000),
    ]);

    public static readonly Quantity PricePerGigabyte = new("a price per gigabyte", "0.09 USD/GB",
        "millionths of a dollar",
    [
        new("USD/GB", 1_000_000),
    ]);

    public static readonly IReadOnlyList<Quantity> All =
        [Duration, Rate, Size, RequestRate, Percentage, PricePerHour, PricePerGigabyte];

    private readonly string _base;

    private Quantity(string name, string example, string baseUnit, Unit[] units)
    {
        Name = name;
        Example = example;
        _base = baseUnit;
        Units = units;
    }

    /// <summary>With its article, as it stands in a sentence.</summary>
    public string Name { get; }

    public string Example { get; }

    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The symbols as errors show them, without the spellings of u as µ.</summary>
    public IReadOnlyList<string> Symbols =>
        [.. Units.Select(unit => unit.Symbol).Where(symbol => char.IsAscii(symbol[0]))];

    /// <summary>Such as <c>ns, us, ms, s, min or h</c>.</summary>
    public string UnitList
    {
        get
        {
            IReadOnlyList<string> symbols = Symbols;
            return symbols.Count == 1
                ? symbols[0]
                : $"{string.Join(", ", symbols.SkipLast(1))} or {symbols[^1]}";
        }
    }

    /// <summary>The unit of that symbol; null if it has none.</summary>
    public Unit? Find(string symbol)
    {
        foreach (Unit unit in Units)
        {
            if (unit.Symbol == symbol)
            {
                return unit;
            }
        }

        return null;
    }

    public string WholeOnly(string written) => $"'{written}' is no whole number of {_base}.";

    /// <summary>A value in the greatest unit that holds it without a fraction, as in <c>30ms</c>.</summary>
    public string Show(long value)
    {
        Unit best = Units.Where(unit => char.IsAscii(unit.Symbol[0]))
            .OrderByDescending(unit => unit.Size)
            .FirstOrDefault(unit => value != 0 && value % unit.Size == 0, Units[0]);
        Int128 shown = (Int128)value * 1_000_000 / best.Size;
        string whole = string.Create(CultureInfo.InvariantCulture, $"{shown / 1_000_000}");
        Int128 fraction = Int128.Abs(shown % 1_000_000);
        string digits = fraction == 0
            ? ""
            : "." + fraction.ToString("D6", CultureInfo.InvariantCulture).TrimEnd('0');
        string space = best.Symbol.StartsWith("USD", StringComparison.Ordinal) ? " " : "";
        return $"{whole}{digits}{space}{best.Symbol}";
    }
}
