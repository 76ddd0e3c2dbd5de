using ScottPlot;

using SkiaSharp;

namespace Xenisol.Client.Plots;

/// <summary>DejaVu Sans, which travels with the tool, so that figures look the same on every machine.</summary>
internal sealed class ShippedFont : IFontResolver
{
    public const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(Read);
    private static readonly Lazy<bool> Installed = new(() =>
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new ShippedFont());
        ScottPlot.Fonts.Default = Name;
        return true;
    });

    private ShippedFont()
    {
    }

    /// <summary>Makes it the font of all plots; needed before the first one.</summary>
    public static void Install() => _ = Installed.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface.Value : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? Typeface.Value : null;

    private static SKTypeface Read()
    {
        using var stream = typeof(ShippedFont).Assembly.GetManifestResourceStream("fonts/DejaVuSans.ttf")
            ?? throw new InvalidDataException("The font of the figures is missing from the program.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
