namespace Xenisol.Client.Experiments.DriverDomainCost;

/// <summary>What one cell of the experiment measured; percentages are of one core.</summary>
internal sealed record DriverDomainCostRow
{
    public required string Policy { get; init; }

    /// <summary>Size of each reply; 0 where the web server only computes and has no requests.</summary>
    public required int ReplyKib { get; init; }

    /// <summary>Sold to the web server.</summary>
    public required double SoldPercent { get; init; }

    /// <summary>What its vCPU ran.</summary>
    public required double OwnPercent { get; init; }

    /// <summary>What it caused in the driver domain.</summary>
    public required double CausedPercent { get; init; }

    /// <summary>Both.</summary>
    public double SumPercent => Math.Round(OwnPercent + CausedPercent, 4);

    /// <summary>What the domain beside it ran.</summary>
    public required double ComputePercent { get; init; }

    /// <summary>What is not in use, and what switches, interrupts and decisions take.</summary>
    public required double RestPercent { get; init; }

    public required double AnsweredPerSecond { get; init; }

    public required double SentMbps { get; init; }
}
