using CsCheck;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Tests.Units;

public sealed class QuantityProperties
{
    [Fact]
    public void Whatever_a_quantity_shows_is_read_back_as_the_same_value() =>
        Gen.Select(Gen.Int[0, Quantity.All.Count - 1], Gen.Long[0, 1_000_000_000_000_000])
            .Where((index, _) => Quantity.All[index] != Quantity.RequestRate)
            .Sample((index, value) =>
                QuantityParser.TryParse(Quantity.All[index].Show(value), Quantity.All[index], out long again, out _)
                && again == value);

    // The model splits whole and fraction as texts and never forms the decimal number.
    [Fact]
    public void Decimals_are_exact() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[0, 999_999])
            .Sample((whole, millionths) =>
                QuantityParser.TryParse($"{whole}.{millionths:D6}ms", Quantity.Duration, out long nanoseconds, out _)
                && nanoseconds == (whole * 1_000_000) + millionths);
}
