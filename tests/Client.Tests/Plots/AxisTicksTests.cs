using ScottPlot;

using Xenisol.Client.Plots;

namespace Xenisol.Client.Tests.Plots;

public class AxisTicksTests
{
    [Fact]
    public void Ticks_have_their_values_or_what_is_given_at_their_places()
    {
        Axis axis = new("ceiling (Mbit/s)") { IsLogarithmic = true, Ticks = [1, 100] };
        Assert.Equal(["1", "100"], LabelsOf(axis));
        Assert.Equal(["1\nclass", "100\nlink"], LabelsOf(axis with { TickLabels = ["1\nclass", "100\nlink"] }));
    }

    private static IEnumerable<string> LabelsOf(Axis axis)
    {
        var generator = new AxisTicks(axis, 1, 100).Generator()!;
        using var paint = Paint.NewDisposablePaint();
        generator.Regenerate(new CoordinateRange(0, 2), Edge.Bottom, new PixelLength(100), paint, new LabelStyle());
        return generator.Ticks.Select(tick => tick.Label);
    }
}
