using System.Globalization;

using ScottPlot;
using ScottPlot.TickGenerators;

namespace Xenisol.Client.Plots;

/// <summary>Where an axis has ticks and what stands there. A logarithmic axis is a linear one of logarithms.</summary>
internal sealed class AxisTicks
{
    private const int LongestPlain = 4;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly Axis _axis;
    private readonly double _least;

    /// <summary>The ticks of an axis with data between two values.</summary>
    public AxisTicks(Axis axis, double least, double most)
    {
        _axis = axis;
        _least = axis.Least ?? least;
        From = Place(_least);
        To = Place(axis.Most ?? most);
        if (axis.IsLogarithmic && axis.Ticks.Count == 0)
        {
            From = axis.Least is null ? Math.Floor(From) : From;
            To = axis.Most is null ? Math.Ceiling(To) : To;
        }
    }

    /// <summary>Where the axis begins, in its own coordinates.</summary>
    public double From { get; }

    /// <summary>Where it ends.</summary>
    public double To { get; }

    /// <summary>A value in the axis's own coordinates.</summary>
    public double Place(double value) =>
        !_axis.IsLogarithmic ? value : Math.Log10(value > 0 ? Math.Max(value, _least) : _least);

    /// <summary>The ticks; null leaves them to the library.</summary>
    public ITickGenerator? Generator()
    {
        if (_axis.Ticks.Count > 0)
        {
            string[] labels = _axis.TickLabels.Count > 0 ? [.. _axis.TickLabels] : [.. _axis.Ticks.Select(Label)];
            return new NumericManual([.. _axis.Ticks.Select(Place)], labels);
        }

        if (!_axis.IsLogarithmic)
        {
            return null;
        }

        NumericManual ticks = new();
        for (var decade = (int)Math.Floor(From); decade <= Math.Ceiling(To); decade++)
        {
            ticks.AddMajor(decade, Decade(decade));
            for (var digit = 2; digit <= 9; digit++)
            {
                ticks.AddMinor(decade + Math.Log10(digit));
            }
        }

        return ticks;
    }

    /// <summary>One format for a whole axis: powers, where plain numbers would be long or short.</summary>
    private string Decade(int decade)
    {
        var isPlain = Math.Floor(From) >= -LongestPlain && Math.Ceiling(To) <= LongestPlain;
        return isPlain ? Label(Math.Pow(10, decade)) : $"10{Superscript(decade)}";
    }

    private static string Superscript(int number) => string.Concat(
        number.ToString(CultureInfo.InvariantCulture).Select(sign => sign == '-' ? '⁻' : Superscripts[sign - '0']));

    private static string Label(double value) => value is >= 1e-4 and < 1e6 or 0
        ? value.ToString("0.####", CultureInfo.InvariantCulture)
        : value.ToString("0E0", CultureInfo.InvariantCulture);
}
