namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>What one cell of the experiment measured, beside what the paper measured.</summary>
internal sealed record OngaroRow
{
    /// <summary>Which of the eight, from 1.</summary>
    public required int Test { get; init; }

    /// <summary>The configuration as the paper calls it.</summary>
    public required string Config { get; init; }

    /// <summary>Payload received by each guest that receives a stream, in the order of booting.</summary>
    public required IReadOnlyList<double> BandwidthMbps { get; init; }

    /// <summary>The mean round trip; null where nothing pings or no answer came.</summary>
    public required double? PingMeanMs { get; init; }

    /// <summary>Of one core, what each burning guest got, in the order of booting.</summary>
    public required IReadOnlyList<double> BurnCpuPercent { get; init; }

    /// <summary>The same three from the paper; empty or null where it has none.</summary>
    public required IReadOnlyList<double> PublishedBandwidthMbps { get; init; }

    /// <summary>Published.</summary>
    public required double? PublishedPingMeanMs { get; init; }

    /// <summary>Published.</summary>
    public required IReadOnlyList<double> PublishedBurnCpuPercent { get; init; }

    /// <summary>Whether means agree within the tolerances; null where nothing is published.</summary>
    public bool? AreMeansWithin => IsPublished
        ? OngaroTolerance.MeansAgree(BandwidthMbps, PublishedBandwidthMbps)
            && OngaroTolerance.MeansAgree(BurnCpuPercent, PublishedBurnCpuPercent)
            && OngaroTolerance.PingsAgree(PingMeanMs, PublishedPingMeanMs)
        : null;

    /// <summary>Whether every guest's value agrees too.</summary>
    public bool? AreAllWithin => IsPublished
        ? OngaroTolerance.AllAgree(BandwidthMbps, PublishedBandwidthMbps)
            && OngaroTolerance.AllAgree(BurnCpuPercent, PublishedBurnCpuPercent)
            && OngaroTolerance.PingsAgree(PingMeanMs, PublishedPingMeanMs)
        : null;

    private bool IsPublished =>
        PublishedBandwidthMbps.Count + PublishedBurnCpuPercent.Count > 0 || PublishedPingMeanMs is not null;
}
