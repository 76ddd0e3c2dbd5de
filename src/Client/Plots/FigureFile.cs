using System.Text;
using System.Text.RegularExpressions;

using ScottPlot;

using SkiaSharp;

namespace Xenisol.Client.Plots;

/// <summary>Writes figures: SVG for print, PNG for the screen.</summary>
internal static partial class FigureFile
{
    /// <summary>Pixels of the PNG to a point, for screens of high density.</summary>
    private const int Density = 2;

    private const int PngQuality = 100;

    /// <summary>Writes <c>NAME.svg</c> and <c>NAME.png</c>.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(string folder, Figure figure)
    {
        File.WriteAllBytes(Path.Combine(folder, $"{figure.Name}.svg"), Svg(figure));
        File.WriteAllBytes(Path.Combine(folder, $"{figure.Name}.png"), Png(figure));
    }

    public static byte[] Svg(Figure figure)
    {
        using MemoryStream stream = new();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(figure.Width, figure.Height), stream))
        {
            Draw(figure, canvas);
        }

        return Encoding.UTF8.GetBytes(Tidied(Encoding.UTF8.GetString(stream.ToArray()), figure));
    }

    public static byte[] Png(Figure figure)
    {
        using var surface = SKSurface.Create(new SKImageInfo(figure.Width * Density, figure.Height * Density));
        surface.Canvas.Scale(Density);
        Draw(figure, surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, PngQuality);
        return data.ToArray();
    }

    private static void Draw(Figure figure, SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        foreach (var (index, chart) in figure.Charts.Index())
        {
            using var plot = ChartRenderer.Plot(chart);
            var left = index * figure.ChartWidth;
            plot.RenderManager.ClearCanvasBeforeEachRender = false;
            plot.Render(canvas, new PixelRect(left, left + figure.ChartWidth, figure.Height, 0));
        }
    }

    /// <summary>
    /// Without a view box a picture cannot be scaled; the font may be missing where it is shown; and Skia numbers its
    /// clips through the life of the process, where the same figure is to be the same bytes.
    /// </summary>
    private static string Tidied(string svg, Figure figure)
    {
        var size = FormattableString.Invariant($"width=\"{figure.Width}\" height=\"{figure.Height}\"");
        var root = svg.IndexOf(size, StringComparison.Ordinal) + size.Length;
        var viewed = svg.Insert(root, FormattableString.Invariant($" viewBox=\"0 0 {figure.Width} {figure.Height}\""))
            .Replace(
                $"font-family=\"{ShippedFont.Name}\"",
                $"font-family=\"{ShippedFont.Name}, sans-serif\"",
                StringComparison.Ordinal);
        Dictionary<string, int> clips = [];
        return Clip().Replace(viewed, match =>
        {
            clips.TryAdd(match.Value, clips.Count);
            return FormattableString.Invariant($"clip-{clips[match.Value]}");
        });
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Clip();
}
