namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>When an emulated value counts as the published one. What is not published agrees.</summary>
internal static class OngaroTolerance
{
    /// <summary>Of bandwidths and CPU shares, relative to the published value.</summary>
    public const double Relative = 0.10;

    /// <summary>Of mean round trips, in both directions.</summary>
    public const double PingFactor = 1.5;

    public static bool MeansAgree(IReadOnlyList<double> emulated, IReadOnlyList<double> published) =>
        published.Count == 0 || Agree(emulated.Average(), published.Average());

    public static bool AllAgree(IReadOnlyList<double> emulated, IReadOnlyList<double> published) =>
        published.Count == 0 || emulated.Zip(published, Agree).All(agrees => agrees);

    public static bool PingsAgree(double? emulated, double? published) =>
        published is not { } known || (emulated >= known / PingFactor && emulated <= known * PingFactor);

    private static bool Agree(double emulated, double published) =>
        Math.Abs(emulated - published) <= Relative * published;
}
