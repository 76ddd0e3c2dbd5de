namespace Xenisol.Client.Experiments.IrqBalance;

/// <summary>What one cell of the experiment measured.</summary>
internal sealed record IrqBalanceRow
{
    /// <summary>The name of the placement.</summary>
    public required string Balancer { get; init; }

    /// <summary>The driver domain's vCPUs, each on a core of its own.</summary>
    public required int Cores { get; init; }

    /// <summary>Which of the sets of promises, from 1.</summary>
    public required int Set { get; init; }

    /// <summary>What all senders were promised together, and asked for.</summary>
    public required int PromisedMbps { get; init; }

    /// <summary>What they put on the wire.</summary>
    public required double ThroughputMbps { get; init; }

    /// <summary>Throughput, of the promise.</summary>
    public required double DeliveredPercent { get; init; }

    /// <summary>The same of the sender who got the least of its promise.</summary>
    public required double WorstDeliveredPercent { get; init; }

    /// <summary>Senders.</summary>
    public required int Domains { get; init; }

    /// <summary>… who got at least 95 % of their promise.</summary>
    public required int DomainsKept { get; init; }

    /// <summary>Round trip of the pings: the mean of their domains' medians.</summary>
    public required double? PingP50Ms { get; init; }

    /// <summary>The greatest 99th percentile of a pinging domain.</summary>
    public required double? PingP99Ms { get; init; }

    /// <summary>By the driver domain's vCPU: time on its core.</summary>
    public required IReadOnlyList<double> VcpuPercent { get; init; }

    /// <summary>Of the one that has most.</summary>
    public double BusiestVcpuPercent => VcpuPercent.Max();
}
