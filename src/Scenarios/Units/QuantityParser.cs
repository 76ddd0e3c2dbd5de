using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Units;

/// <summary>
/// Parses quantities exactly: decimal digits and a unit, in integers; a fraction of a base unit is refused.
/// </summary>
internal static class QuantityParser
{
    /// <summary>The value in base units, or the sentence that says what is wrong.</summary>
    public static bool TryParse(string text, Quantity quantity, out long value, out string fault)
    {
        value = 0;
        if (!TrySplit(text, quantity, out WrittenNumber number, out Unit unit, out fault))
        {
            return false;
        }

        Int128 scaled = (Int128)number.Digits * unit.Size;
        if (scaled % number.Scale != 0)
        {
            fault = quantity.WholeOnly(text);
            return false;
        }

        return TryNarrow(scaled / number.Scale, text, out value, out fault);
    }

    /// <summary>The mean time between requests of a rate, in nanoseconds, rounded to the nearest.</summary>
    public static bool TryParseGap(string text, out long gap, out string fault)
    {
        gap = 0;
        if (!TrySplit(text, Quantity.RequestRate, out WrittenNumber number, out Unit unit, out fault))
        {
            return false;
        }

        Int128 perHour = (Int128)number.Digits * unit.Size;
        const long hour = 3_600_000_000_000;
        if (perHour == 0)
        {
            fault = $"'{text}' must be more than 0; leave the load out for no requests.";
            return false;
        }

        // Half a divisor added before the division rounds to nearest.
        Int128 nearest = ((hour * number.Scale) + (perHour / 2)) / perHour;
        if (nearest == 0)
        {
            fault = $"'{text}' must not exceed 1000000000/s, one request a nanosecond.";
            return false;
        }

        return TryNarrow(nearest, text, out gap, out fault);
    }

    private static bool TrySplit(
        string text, Quantity quantity, out WrittenNumber number, out Unit unit, out string fault)
    {
        unit = default;
        fault = "";
        if (!WrittenNumber.TryParse(text.Trim(), out number))
        {
            fault = $"Found '{text}' where {quantity.Name} is needed, such as {quantity.Example}.";
            return false;
        }

        if (quantity.Find(number.Unit) is Unit known)
        {
            unit = known;
            return true;
        }

        fault = number.Unit.Length == 0
            ? $"'{text}' lacks its unit: {quantity.Name} is needed in {quantity.UnitList}, such as {quantity.Example}."
            : WrongUnit(text, number.Unit, quantity);
        return false;
    }

    private static string WrongUnit(string text, string unit, Quantity needed)
    {
        foreach (Quantity other in Quantity.All)
        {
            if (other.Find(unit) is not null)
            {
                return $"'{text}' is {other.Name}, but {needed.Name} is needed in {needed.UnitList}.";
            }
        }

        return $"'{text}' has the unknown unit '{unit}'"
            + Suggestion.Among(unit, needed.Symbols, $"units of {needed.Name}");
    }

    private static bool TryNarrow(Int128 wide, string text, out long value, out string fault)
    {
        bool fits = wide <= long.MaxValue;
        value = fits ? (long)wide : 0;
        fault = fits ? "" : $"'{text}' is too large for 64 bits.";
        return fits;
    }
}
