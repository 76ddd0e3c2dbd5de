namespace Xenisol.Client.Experiments.Figures;

/// <summary>What one cell of the experiment measured.</summary>
internal sealed record FiguresRow
{
    /// <summary>The name of the setup.</summary>
    public required string Setup { get; init; }

    /// <summary>Rate that each bulk sender's class may reach.</summary>
    public required int CeilMbps { get; init; }

    public required string Copy { get; init; }

    /// <summary>What all bulk senders put on the wire.</summary>
    public required double ThroughputMbps { get; init; }

    public required long Pings { get; init; }

    public required long PingsAnswered { get; init; }

    /// <summary>Round trips of the answered pings; nothing where too few are beyond it.</summary>
    public required double? PingP50Ms { get; init; }

    public required double? PingP99Ms { get; init; }

    public required double PingMaxMs { get; init; }

    /// <summary>CPU time of the driver domain, of one core.</summary>
    public required double DriverCpuPercent { get; init; }

    /// <summary>Frames of the bulk senders that the backend copied.</summary>
    public required double CopiedPercent { get; init; }

    /// <summary>The driver domain's CPU time, of its share.</summary>
    public required double DriverCpuUsedPercent { get; init; }

    /// <summary>Throughput, of the ceilings.</summary>
    public required double HtbClassUsedPercent { get; init; }

    /// <summary>The link's time with frames, preambles and gaps on it.</summary>
    public required double LinkUsedPercent { get; init; }

    /// <summary>The senders' CPU time, of their shares.</summary>
    public required double GuestUsedPercent { get; init; }

    /// <summary>Which of the four is used most.</summary>
    public Bottleneck Bottleneck
    {
        get
        {
            double[] used = [DriverCpuUsedPercent, HtbClassUsedPercent, LinkUsedPercent, GuestUsedPercent];
            return (Bottleneck)Array.IndexOf(used, used.Max());
        }
    }
}
