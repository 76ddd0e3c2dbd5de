using ScottPlot;

namespace Xenisol.Client.Plots;

/// <summary>
/// How series look: the colours of Okabe and Ito, which all kinds of colour vision tell apart, and for print in grey a
/// marker of its own for each. Lines are not dashed: Skia's SVG cannot.
/// </summary>
internal static class Palette
{
    private static readonly Color[] Colors =
    [
        Color.FromHex("#0072B2"), // blue
        Color.FromHex("#D55E00"), // vermilion
        Color.FromHex("#009E73"), // bluish green
        Color.FromHex("#CC79A7"), // reddish purple
        Color.FromHex("#E69F00"), // orange
        Color.FromHex("#56B4E9"), // sky blue
        Color.FromHex("#000000"),
    ];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.Eks,
    ];

    public static Color ColorOf(int look) => Colors[look % Colors.Length];

    public static MarkerShape MarkerOf(int look) => Markers[look % Markers.Length];
}
